"""Reads and writes scenarios as tables: columns, titles, workbooks and CSV."""
