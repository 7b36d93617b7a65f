"""Imports and exports scenarios: workbooks, tables, documents, question banks."""
