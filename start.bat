@echo off
rem For a double click on Windows: no terminal is needed, from whatever folder it is started.
setlocal
set "CHECK=import sys; sys.exit(sys.version_info < (3, 11))"

rem pushd also reaches a folder on a network, which cd cannot.
pushd "%~dp0" || goto lost
if not exist "run.py" goto lost

py -3 -c "%CHECK%" >nul 2>nul && goto launcher
python -c "%CHECK%" >nul 2>nul && goto plain
goto missing

:launcher
py -3 run.py %*
if errorlevel 1 goto fault
exit /b 0

:plain
python run.py %*
if errorlevel 1 goto fault
exit /b 0

:missing
echo.
echo This program needs Python 3.11 or newer, which was not found on this computer.
echo Get it from https://www.python.org/downloads/ and tick "Add python.exe to PATH" in its
echo installer. Then double-click here again.
goto stay

:lost
echo.
echo run.py is not beside this file. If it is inside a ZIP file, unpack the whole folder first.
goto stay

:fault
echo.
echo It stopped with an error; the details are above. Nothing that was stored is lost.
goto stay

:stay
echo.
pause
exit /b 1
