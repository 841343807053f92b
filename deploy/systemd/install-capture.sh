#!/usr/bin/env bash
# Makes this machine a sensor: program in /opt/soc-capture, state in /var/lib/soc-capture, settings in /etc/soc-capture.env.
#   sudo deploy/systemd/install-capture.sh --gateway https://HOST:8090 --token TOKEN --interface NAME
# Again, it brings the program up to date and leaves identity and settings as they are; to enrol anew, remove /var/lib/soc-capture/identity.json before.
# Settings: DESTDIR puts everything below that folder and starts nothing, for images; SOC_CAPTURE_PROGRAM is a folder with the program as 'dotnet publish'
# makes it, to be used instead of building it here.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
die() { printf '%s\n' "$*" >&2; exit 1; }

gateway= token= interface= below="${DESTDIR:-}"
target="$below/opt/soc-capture" state="$below/var/lib/soc-capture" settings="$below/etc/soc-capture.env" unit="$below/etc/systemd/system/soc-capture.service"
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
[ -z "$below" ] || install -d -m 0755 "$below" "$below/opt" "$below/var/lib" "$below/etc/systemd/system"
install -d -o soc-capture -g soc-capture -m 0700 "$state"
if [ -n "${SOC_CAPTURE_PROGRAM:-}" ]; then
  install -d -m 0755 "$target"
  cp -R "$SOC_CAPTURE_PROGRAM/." "$target/"
else
  dotnet publish "$root/capture-agent/Soc.CaptureAgent/Soc.CaptureAgent.csproj" -c Release -v quiet -o "$target"
fi
install -m 0644 "$root/capture-agent/Soc.CaptureAgent/README.md" "$target/README.md"
if [ ! -e "$settings" ]; then
  install -m 0640 -g soc-capture /dev/null "$settings"
  printf 'Soc__Capture__Interfaces__0=%s\n' "$interface" >"$settings"
fi
# A token is good once: who is enrolled stays so.
if [ ! -e "$state/identity.json" ]; then
  setpriv --reuid soc-capture --regid soc-capture --clear-groups dotnet "$target/soc-capture.dll" enrol --gateway "$gateway" --token "$token" --state "$state"
else
  echo "This machine is enrolled already ($state/identity.json)."
fi
install -m 0644 "$root/deploy/systemd/soc-capture.service" "$unit"
if [ -n "$below" ]; then
  echo "Installed below $below; nothing was started."
elif [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl enable soc-capture
  systemctl restart soc-capture
  systemctl --no-pager --lines 5 status soc-capture
else
  echo "systemd does not run here: start it with 'dotnet $target/soc-capture.dll run', as soc-capture with CAP_NET_RAW."
fi
