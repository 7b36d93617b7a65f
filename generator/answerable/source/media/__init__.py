"""Pictures, sound and films as their authors brought them -> the same as they are published."""
