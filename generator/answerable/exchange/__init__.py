"""Scenarios and questions in the files of other programs.

Input: a `Course`, and the bytes of tables, texts and questions. Output: scenarios with reports of
what couldn't be read, and the course in formats that other programs open. Every word of a file is
either imported or reported, and nothing in a file can run.
"""
