#!/usr/bin/env bash
# What the tests with several hosts on this machine need: network namespaces, a forwarder, and a wrong clock, from Debian's packages.
#   scripts/network.sh
set -euo pipefail
there() { command -v ip >/dev/null && command -v socat >/dev/null && command -v faketime >/dev/null; }
there && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "ip, socat or faketime is missing: 'apt-get install iproute2 socat faketime' as root." >&2
  exit 1
fi
echo "Installing iproute2, socat and faketime …"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends iproute2 socat faketime >/dev/null 2>&1; }
install || { apt-get update -q >/dev/null 2>&1 && install; } || true
there || { echo "iproute2, socat and faketime could not be installed." >&2; exit 1; }
