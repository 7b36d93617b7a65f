"""The first files of a course, and of a scenario: what `answerable new` and `add` write."""
