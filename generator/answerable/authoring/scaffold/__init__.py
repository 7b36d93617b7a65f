"""Makes the first files of a course and of a scenario, for `answerable new` and `add`."""
