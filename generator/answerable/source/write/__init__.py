"""Values -> YAML files: laid out as the course's own files are, comments and texts kept.

The reader stays the judge: whatever is written here is read again and compared before it replaces
anything.
"""
