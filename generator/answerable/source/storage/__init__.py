"""Write files and folders whole or not at all, even if the program is killed in between.

`files` writes one file, `folders` provides working folders, and `locks` distinguishes what is still
in use from what a killed run has left. All other code writes through these modules.
"""
