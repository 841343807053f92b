#!/usr/bin/env bash
# Takes away what install-capture.sh made. Identity, spool and settings stay unless --purge is given; then the sensor has to be enrolled anew.
#   sudo deploy/systemd/uninstall-capture.sh [--purge]
set -euo pipefail
die() { printf '%s\n' "$*" >&2; exit 1; }
purge=
case "${1:-}" in
  "") ;;
  --purge) purge=1 ;;
  *) die "Not understood: $1. Use --purge or nothing." ;;
esac
[ "$(id -u)" = 0 ] || die "This takes a service away: run it as root (sudo)."
below="${DESTDIR:-}"
if [ -z "$below" ] && [ -d /run/systemd/system ]; then
  systemctl disable --now soc-capture >/dev/null 2>&1 || true
fi
rm -f "$below/etc/systemd/system/soc-capture.service"
rm -rf "$below/opt/soc-capture"
if [ -z "$below" ] && [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
if [ -n "$purge" ]; then
  rm -rf "$below/var/lib/soc-capture" "$below/etc/soc-capture.env"
  if [ -z "$below" ] && id soc-capture >/dev/null 2>&1; then userdel soc-capture; fi
fi
