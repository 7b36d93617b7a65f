"""Helps authors to start, translate and maintain a course.

Input: an author's answers, or a `Course`. Output: the first files of a course or a scenario, files
to translate, and lists of what is due for review. Among the published pages, only the author's page
uses it.
"""
