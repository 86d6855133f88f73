#!/bin/sh
# Writes a backup of the database into a folder, completely or not at all, and deletes those that are
# older than KEEP_DAYS. Without sign-ins, and without what is only known until the next release.
set -eu

folder=$1
name=$folder/workshop-$(date -u +%F).dump

umask 077
pg_dump --dbname "${DATABASE:-workshop}" --format custom --no-owner --no-privileges \
    --no-unlogged-table-data --exclude-table-data sign_in --file "$name.part"
mv "$name.part" "$name"
find "$folder" -name 'workshop-*.dump' -mtime "+${KEEP_DAYS:-14}" -delete
