"""Write values as YAML files in the course's layout, keeping comments and unchanged texts.

The reader checks the result: everything written here is read again and compared before it replaces
anything.
"""
