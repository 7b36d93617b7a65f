"""A built folder -> complete for a server, or packed for a folder; and verified."""
