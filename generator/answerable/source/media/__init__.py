"""Pictures as their authors brought them -> pictures as they are published."""
