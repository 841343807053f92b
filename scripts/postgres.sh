#!/usr/bin/env bash
# PostgreSQL's programs for the tests of the stores, from Debian's package; the tests start a server of their own in a folder of theirs.
#   scripts/postgres.sh
set -euo pipefail
there() { [ -n "${SOC_POSTGRES_BIN:-}" ] || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
there && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "PostgreSQL is missing: 'apt-get install postgresql' as root, or name the folder of its programs in SOC_POSTGRES_BIN." >&2
  exit 1
fi

# The package would make a server of its own and start it with the machine; nobody asked for that.
configuration=/etc/postgresql-common/createcluster.conf
if [ ! -e "$configuration" ]; then
  mkdir -p "$(dirname "$configuration")"
  echo "create_main_cluster = false" >"$configuration"
fi

echo "Installing PostgreSQL …"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold postgresql; }
log="$(mktemp)"
# No lists of packages, or old ones.
install >"$log" 2>&1 || { apt-get update -q >>"$log" 2>&1 && install >>"$log" 2>&1; } || true
if ! there; then
  tail -n 20 "$log" >&2
  rm -f "$log"
  echo "PostgreSQL could not be installed." >&2
  exit 1
fi
rm -f "$log"
