#!/bin/sh
# Writes a backup into a folder, and deletes those there that are older than KEEP_DAYS.
set -eu

folder=$1

umask 077
"${WORKSHOP:-/opt/workshop/bin/workshop}" backup "$folder/workshop-$(date -u +%Y-%m-%dT%H%M%S).zip"
find "$folder" -name 'workshop-*.zip' -mtime "+${KEEP_DAYS:-14}" -delete
