#!/bin/sh
# Makes what the services of compose.yaml sign in to each other with, once. Run as root, in a container
# of its own without a network.
set -eu

program=10001 # the user of the program's image

password() { # NAME
    file=${MADE:-/made}/all/$1
    [ -s "$file" ] || head -c 24 /dev/urandom | base64 | tr '+/' 'ab' > "$file"
    chmod 0444 "$file" # in a volume that the databases alone have
    cat "$file"
}

for role in owner app; do
    file=${MADE:-/made}/$role/pgpass
    printf '*:*:*:workshop_%s:%s\n' "$role" "$(password "$role")" > "$file.new"
    chmod 0600 "$file.new"
    [ "$(id -u)" != 0 ] || chown "$program" "$file.new"
    mv "$file.new" "$file"
done
password superuser > /dev/null
[ "$(id -u)" != 0 ] || chown "$program" "${MADE:-/made}/day-keys" "${MADE:-/made}/static-trees"
