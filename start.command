#!/bin/sh
cd "$(dirname "$0")" || exit 1
if ! command -v python3 >/dev/null; then
    echo "Python 3.11 or newer is needed: get it from python.org, then double-click here again."
    exit 1
fi
exec python3 run.py
