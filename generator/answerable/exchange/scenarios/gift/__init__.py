"""Questions in Moodle's GIFT -> scenarios and their items: our own, and those of others."""
