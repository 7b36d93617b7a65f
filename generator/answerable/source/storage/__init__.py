"""How anything gets onto a disk: whole or not at all, even if the program is killed meanwhile.

`files` writes one file, `folders` holds working folders, `locks` tells what is still in use from
what a killed run has left. Everything else in this program writes through them.
"""
