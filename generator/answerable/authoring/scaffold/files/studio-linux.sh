#!/bin/sh
# Opens this course in the studio: open it (some file managers ask: choose “Run in terminal”). `answerable new` made it.
cd "$(dirname "$0")" || exit
if command -v answerable >/dev/null; then exec answerable studio; fi
if python3 -P -m answerable --version >/dev/null 2>&1; then exec python3 -P -m answerable studio; fi
echo "Answerable is a program for Python, and it is not installed yet."
echo "  1. Install Python from www.python.org."
echo "  2. Open a terminal in this folder and type: python3 -m pip install -r requirements.txt"
echo "  3. Open this file again."
printf 'Press Enter to close this window. '
read -r _
