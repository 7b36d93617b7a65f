"""The built course in a real browser: what a learner sees, hears and presses."""
