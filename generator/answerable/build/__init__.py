"""Course -> a published folder.

Takes a project, checks it and builds its site. The site then replaces the published folder in one
step, or is packed for learning platforms or for reading without a server. A build that fails or is
killed leaves the published folder as it was. Only this package runs the project's programs, and
only if the user has allowed them.
"""
