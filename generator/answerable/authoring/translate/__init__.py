"""What a course lacks in another language: which parts, and files to begin with."""
