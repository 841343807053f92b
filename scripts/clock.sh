#!/usr/bin/env bash
# What the tests with a wrong clock need: a C compiler, from Debian's packages. They make a small library of tests/Soc.Chaos.Tests/clock_shift.c.
#   scripts/clock.sh
set -euo pipefail
there() { echo 'int main(void) { return 0; }' | gcc -x c -o /dev/null - 2>/dev/null; }
there && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "gcc is missing: 'apt-get install gcc libc6-dev' as root." >&2
  exit 1
fi
echo "Installing gcc …"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends gcc libc6-dev >/dev/null 2>&1; }
install || { apt-get update -q >/dev/null 2>&1 && install; } || true
there || { echo "gcc could not be installed." >&2; exit 1; }
