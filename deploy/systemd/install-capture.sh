#!/usr/bin/env bash
# Makes this machine a sensor: program in /opt/soc-capture, state in /var/lib/soc-capture, settings in /etc/soc-capture.env.
#   sudo deploy/systemd/install-capture.sh --gateway https://HOST:8090 --token TOKEN --interface NAME
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
die() { printf '%s\n' "$*" >&2; exit 1; }

gateway= token= interface= target=/opt/soc-capture
while [ $# -gt 0 ]; do
  case "$1" in
    --gateway) gateway="${2:?--gateway needs an address}"; shift 2 ;;
    --token) token="${2:?--token needs a token}"; shift 2 ;;
    --interface) interface="${2:?--interface needs a name}"; shift 2 ;;
    *) die "Not understood: $1. Use --gateway https://HOST:8090 --token TOKEN --interface NAME." ;;
  esac
done
[ -n "$gateway" ] && [ -n "$token" ] && [ -n "$interface" ] || die "Give all of --gateway https://HOST:8090 --token TOKEN --interface NAME."
[ "$(id -u)" = 0 ] || die "This installs a service: run it as root (sudo)."
command -v dotnet >/dev/null 2>&1 || die "The .NET runtime 10 is missing: see https://dotnet.microsoft.com/download/dotnet/10.0."
ip link show dev "$interface" >/dev/null 2>&1 || die "There is no interface '$interface': 'ip link' shows those that there are."

if command -v apt-get >/dev/null 2>&1 && ! ldconfig -p | grep -q libpcap.so.0.8; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libpcap0.8 >/dev/null
fi
id soc-capture >/dev/null 2>&1 || useradd --system --home-dir /var/lib/soc-capture --shell /usr/sbin/nologin soc-capture
install -d -o soc-capture -g soc-capture -m 0700 /var/lib/soc-capture
dotnet publish "$root/capture-agent/Soc.CaptureAgent/Soc.CaptureAgent.csproj" -c Release -v quiet -o "$target"
install -m 0644 "$root/capture-agent/Soc.CaptureAgent/README.md" "$target/README.md"
if [ ! -e /etc/soc-capture.env ]; then
  install -m 0640 -g soc-capture /dev/null /etc/soc-capture.env
  printf 'Soc__Capture__Interfaces__0=%s\n' "$interface" >/etc/soc-capture.env
fi
setpriv --reuid soc-capture --regid soc-capture --clear-groups dotnet "$target/soc-capture.dll" enrol --gateway "$gateway" --token "$token" --state /var/lib/soc-capture
install -m 0644 "$root/deploy/systemd/soc-capture.service" /etc/systemd/system/soc-capture.service
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl enable --now soc-capture
  systemctl --no-pager --lines 5 status soc-capture
else
  echo "systemd does not run here: start it with 'dotnet $target/soc-capture.dll run', as soc-capture with CAP_NET_RAW."
fi
