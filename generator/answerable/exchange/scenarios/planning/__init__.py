"""Plans an import: compares what was found in files with the course, and says what to write."""
