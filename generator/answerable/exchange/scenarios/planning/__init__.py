"""What was found in files + the course it goes into -> what has to be written."""
