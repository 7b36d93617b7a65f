"""The topics that a new course can begin with: folders in `examples`, the usual one first."""

TOPICS = ("accountability", "safety", "sales", "health")
