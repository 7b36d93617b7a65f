"""Course -> a published folder.

In comes a project; out comes its site, checked, complete for a server and swapped in at once,
or packed for learning platforms and for reading without a server. A build that fails or is
killed leaves the published folder as it was, and only here does a program of the project run,
if its owner is trusted.
"""
