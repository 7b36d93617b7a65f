"""Scenarios <-> the files of other programs: workbooks, tables, documents, question banks."""
