"""Scenarios <-> rows: the columns of the model, workbooks, CSV, and the tables of strangers."""
