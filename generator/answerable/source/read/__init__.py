"""Read a course: bytes to text, to values with positions, to models, to one `Course`."""
