"""The MkDocs adapter: reads mkdocs.yml, finds the programs in a project, and runs MkDocs."""
