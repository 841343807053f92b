#!/usr/bin/env bash
# Redis' program for the tests and for a cluster on one machine, from Debian's package; whoever needs a server starts one in a folder of his own.
#   scripts/redis.sh
set -euo pipefail
command -v redis-server >/dev/null && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "Redis is missing: 'apt-get install redis-server' as root." >&2
  exit 1
fi
echo "Installing Redis …"
apt-get install -y -q --no-install-recommends redis-server >/dev/null 2>&1 || { apt-get update -q >/dev/null 2>&1 && apt-get install -y -q --no-install-recommends redis-server >/dev/null 2>&1; } || true
command -v redis-server >/dev/null || { echo "Redis could not be installed." >&2; exit 1; }
