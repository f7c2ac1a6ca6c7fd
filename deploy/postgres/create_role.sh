#!/bin/sh
# Runs once in the new server: the product's role owns its database and is no superuser, so that
# row-level security binds it.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$CALLFLOOR_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE callfloor LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE callfloor OWNER callfloor;
REVOKE ALL ON DATABASE callfloor FROM PUBLIC;
SQL
