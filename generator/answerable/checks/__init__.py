"""What can be said about a course beyond what its single fields show."""
