#!/usr/bin/env bash
# Real servers and their clients for the tests on the wire, from Debian's packages: samba, dnsmasq (names and leases), udhcpc, dig. The tests start servers of
# their own, in network namespaces and folders of theirs.
#   scripts/servers.sh
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"
there() { for program in smbd smbpasswd smbclient dnsmasq udhcpc dig; do command -v "$program" >/dev/null || return 1; done; }
there && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "A real server is missing: 'apt-get install samba smbclient dnsmasq-base udhcpc bind9-dnsutils' as root." >&2
  exit 1
fi

# The packages would start servers at once; nobody asked for that.
policy=/usr/sbin/policy-rc.d
log="$(mktemp)"
made=""
trap 'rm -f "$log" ${made:+"$made"}' EXIT
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  made="$policy"
fi

echo "Installing samba, dnsmasq, udhcpc and dig …"
had_samba=""
command -v smbd >/dev/null && had_samba=1
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends samba smbclient dnsmasq-base udhcpc bind9-dnsutils; }
# No lists of packages, or old ones.
install >"$log" 2>&1 || { apt-get update -q >>"$log" 2>&1 && install >>"$log" 2>&1; } || true
if ! there; then
  tail -n 20 "$log" >&2
  echo "The servers could not be installed." >&2
  exit 1
fi
# With the machine they would start as well, where there is a systemd. One that was there before is its owner's.
if [ -z "$had_samba" ] && command -v systemctl >/dev/null; then systemctl disable smbd nmbd samba-ad-dc >/dev/null 2>&1 || true; fi
