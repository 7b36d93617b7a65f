@echo off
rem Opens this course in the studio: double-click it. `answerable new` made it.
title Answerable Studio
cd /d "%~dp0"
where answerable >nul 2>nul && answerable studio && exit /b
py -P -m answerable --version >nul 2>nul && py -P -m answerable studio && exit /b
python -P -m answerable --version >nul 2>nul && python -P -m answerable studio && exit /b
echo.
echo If the studio did not open: Answerable is a program for Python, and it may not be installed yet.
echo   1. Install Python from www.python.org, with the box "Add python.exe to PATH".
echo   2. Open a terminal in this folder and type: py -m pip install -r requirements.txt
echo   3. Double-click this file again.
echo.
pause
