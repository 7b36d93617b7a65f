"""Read files into a `Course`, and write values to files.

The input is the bytes of scenario files, of `course.yml` and of translations. The output is a
`Course`, or everything that is wrong with it, with file, line and remedy. No other code reads or
writes a course's YAML, and every file is written whole: there is the old file or the new one.
"""
