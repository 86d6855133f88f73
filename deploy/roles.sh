#!/bin/sh
# Makes the database and its two roles: one owns the tables, the other is the program's, which is shown
# the rows of one workshop at a time. Run once, by an administrator of the server; the passwords are
# in two files, and in no log.
set -eu

folder=${PASSWORDS:-/run/passwords}

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set owner="$(cat "$folder/owner")" --set app="$(cat "$folder/app")" <<'SQL'
CREATE ROLE workshop_owner LOGIN PASSWORD :'owner';
CREATE ROLE workshop_app LOGIN PASSWORD :'app';
CREATE DATABASE workshop OWNER workshop_owner;
REVOKE CONNECT, TEMPORARY ON DATABASE workshop FROM PUBLIC;
GRANT CONNECT ON DATABASE workshop TO workshop_app;
SQL
