#!/bin/sh
# For a double click on macOS, and on Linux where files may be started so: no terminal is needed.
# Terminal begins in the home folder, and what a profile adds to the path may not be there.
PATH="$PATH:/usr/local/bin:/opt/homebrew/bin:$HOME/.local/bin"

stay() {
    printf '\n%s\n' "$1"
    if [ -t 0 ]; then
        printf 'Press Return to close this window. '
        read -r _
    fi
    exit 1
}

fits() {
    # Where no developer tools are, Apple's python3 is a placeholder that asks to install them.
    if [ "$(command -v "$1")" = /usr/bin/python3 ] && command -v xcode-select >/dev/null; then
        xcode-select -p >/dev/null 2>&1 || return 1
    fi
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

CDPATH='' cd -- "$(dirname -- "$0")" || stay "This program's folder could not be opened."
[ -f run.py ] || stay "run.py is not beside this file. Unpack or copy the whole folder, then try again."

for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if command -v "$python" >/dev/null && fits "$python"; then
        "$python" run.py "$@"
        code=$?
        # Ctrl+C and a closed window are an end, not an error.
        case $code in 0 | 129 | 130 | 143) exit 0 ;; esac
        stay "It stopped with an error ($code); the details are above. Nothing that was stored is lost."
    fi
done
stay "This program needs Python 3.11 or newer, which was not found on this computer.
Get it from https://www.python.org/downloads/ and install it, then double-click here again."
