"""MkDocs as one adapter: what a project says, what of it would run, and the run itself."""
