#!/bin/sh
# Copies of the PostgreSQL database of compose.yaml, in a container beside it: one at the start, then one a day.
# A copy has its name only once it is whole and was read back; then the time is noted for /metrics, and the oldest go.
set -eu
umask 077
folder=${BACKUP_FOLDER:-/backups}
keep=${BACKUP_KEEP:-14}
part=$folder/otklik.part

say() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) backup: $*" >&2; }

room() { # the database's size and 500 MB more, in KB
  size=$(psql -XAtc 'SELECT pg_database_size(current_database()) / 1024') || return 1
  free=$(df -Pk "$folder" | awk 'NR == 2 {print $4}')
  [ "$free" -ge $((size + 512000)) ] || { say "too little room in $folder: $free KB, needed $((size + 512000)) KB"; return 1; }
}

copy() {
  rm -f "$part"
  name=$folder/otklik-$(date +%s).dump
  room &&
    pg_dump --format=custom --lock-wait-timeout=60s --file="$part" &&
    pg_restore --file=/dev/null "$part" &&
    mv "$part" "$name" || { rm -f "$part"; return 1; }
  psql -Xqc "INSERT INTO setting (name, value)
    VALUES ('backup:done', CAST(CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS TEXT))
    ON CONFLICT (name) DO UPDATE SET value = excluded.value" || say "the time of $name was not noted"
  ls -1 "$folder"/otklik-*.dump | sort -r | tail -n +$((keep + 1)) | while read -r old; do rm -f "$old"; done
  say "$name is there"
}

trap 'exit 0' TERM INT
while :; do
  if copy; then pause=86400; else say "no copy, trying again in an hour"; pause=3600; fi
  [ -z "${ONCE:-}" ] || exit $((pause != 86400))
  sleep "$pause" &
  wait $!
done
