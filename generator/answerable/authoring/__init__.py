"""What keepers of a course need besides its text.

In come answers to questions, or a `Course`; out come the first files of a course or a scenario,
files to translate, and what is due for review. No published page depends on it but the author's
own.
"""
