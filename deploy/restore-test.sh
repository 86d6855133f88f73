#!/bin/sh
# Restores the latest backup of a folder into a database of its own, looks whether it can be read, and
# drops it. Fails with a sentence if there is none, or if it cannot be restored.
set -eu

latest=$(find "$1" -name 'workshop-*.dump' | sort | tail -n 1)
[ -n "$latest" ] || { echo "There is no backup in $1." >&2; exit 1; }

scratch=workshop_restore_test
dropdb --if-exists "$scratch"
createdb "$scratch"
trap 'dropdb "$scratch"' EXIT
pg_restore --dbname "$scratch" --no-owner --no-privileges --exit-on-error "$latest"
psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname "$scratch" \
    --command "SELECT 'revision ' || revision FROM workshop_version" \
    --command "SELECT count(*) || ' summaries' FROM summary"
