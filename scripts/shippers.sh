#!/usr/bin/env bash
# Real shippers for the interoperability tests: rsyslog and syslog-ng from Debian's packages, unpacked into a folder.
# They are not installed, since the two exclude each other and would take over the machine's own logging.
#   scripts/shippers.sh FOLDER
set -euo pipefail
target="${1:?Say into which folder.}"
if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
  echo "Real shippers come from Debian's packages, and this is no Debian." >&2
  exit 1
fi

# The packages and what they need that this machine does not have.
unpack() {
  local folder="$target/$1"; shift
  rm -rf "$folder" && mkdir -p "$folder/debs"
  local needed
  needed="$(apt-get install --simulate --no-install-recommends "$@" 2>/dev/null | awk '/^Inst /{print $2}')"
  # shellcheck disable=SC2086
  (cd "$folder/debs" && apt-get download -q $needed "$@" >../apt.log 2>&1) || return 1
  for deb in "$folder"/debs/*.deb; do dpkg -x "$deb" "$folder"; done
  rm -rf "$folder/debs" "$folder/apt.log"
  touch "$folder/.complete"
}

fetch() {
  local name="$1"
  [ -f "$target/$name/.complete" ] && return 0
  echo "Fetching $name …"
  unpack "$@" && return 0
  # No lists of packages, or old ones.
  [ "$(id -u)" -eq 0 ] && apt-get update -q >/dev/null 2>&1 && unpack "$@" && return 0
  cat "$target/$name/apt.log" >&2
  echo "$name could not be fetched: run 'apt-get update' as root, then this again." >&2
  return 1
}

fetch rsyslog rsyslog rsyslog-gnutls rsyslog-openssl
fetch syslog-ng syslog-ng-core syslog-ng-mod-http
