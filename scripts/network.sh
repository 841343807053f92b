#!/usr/bin/env bash
# What the tests with several hosts on this machine need: network namespaces, a forwarder, and libpcap for live capture; from Debian's packages.
#   scripts/network.sh
set -euo pipefail
there() { command -v ip >/dev/null && command -v socat >/dev/null && compgen -G "/usr/lib/*/libpcap.so*" >/dev/null; }
there && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "ip, socat or libpcap is missing: 'apt-get install iproute2 socat libpcap0.8' as root." >&2
  exit 1
fi
echo "Installing iproute2, socat and libpcap …"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends iproute2 socat libpcap0.8 >/dev/null 2>&1; }
install || { apt-get update -q >/dev/null 2>&1 && install; } || true
there || { echo "iproute2, socat and libpcap could not be installed." >&2; exit 1; }
