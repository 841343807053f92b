#!/usr/bin/env bash
# Redis' server for the tests of the stores, from Debian's package; the tests start a server of their own in a folder of theirs.
#   scripts/redis.sh
set -euo pipefail
there() { [ -n "${SOC_REDIS_SERVER:-}" ] || command -v redis-server >/dev/null; }
there && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "Redis is missing: 'apt-get install redis-server' as root, or name its program in SOC_REDIS_SERVER." >&2
  exit 1
fi

# The package would start a server of its own at once; nobody asked for that.
policy=/usr/sbin/policy-rc.d
log="$(mktemp)"
made=""
trap 'rm -f "$log" ${made:+"$made"}' EXIT
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  made="$policy"
fi

echo "Installing Redis …"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends redis-server; }
# No lists of packages, or old ones.
install >"$log" 2>&1 || { apt-get update -q >>"$log" 2>&1 && install >>"$log" 2>&1; } || true
if ! there; then
  tail -n 20 "$log" >&2
  echo "Redis could not be installed." >&2
  exit 1
fi
# With the machine it would start as well, where there is a systemd.
if command -v systemctl >/dev/null; then systemctl disable redis-server >/dev/null 2>&1 || true; fi
