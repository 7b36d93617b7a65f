"""Verifies a built folder, and completes it for a server or packs it for a folder or platform."""
