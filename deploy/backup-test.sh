#!/bin/sh
# Restores the latest backup of a folder into a throw-away one, and reads all that can be read in it.
set -eu

latest=$(find "$1" -name 'workshop-*.zip' | sort | tail -n 1)
[ -n "$latest" ] || { echo "There is no backup in $1." >&2; exit 1; }

exec "${WORKSHOP:-/opt/workshop/bin/workshop}" backup-test "$latest"
