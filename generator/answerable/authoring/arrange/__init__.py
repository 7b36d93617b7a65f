"""Modules and scenarios in another order, under another name, copied, moved or removed.

`contents` reads what is where; `scenarios` and `modules` return the changes to files, which are as
an expert would make them: the order is in course.yml, earlier ids are kept as aliases, and
translations and pictures go along.
"""
