"""Files -> Course: bytes to text to values with positions, to models, to one course."""
