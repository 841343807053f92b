#!/usr/bin/env bash
# Azurite, Microsoft's emulator of Azure storage, for the tests of the stores: from the npm registry into a folder, where Node.js runs it.
#   scripts/azurite.sh FOLDER
set -euo pipefail
target="${1:?Say into which folder.}"
# The last version that runs on the Node.js of Debian's stable releases.
package="azurite@3.35.0"
complete="$target/.complete-$package"
command -v node >/dev/null 2>&1 && [ -f "$complete" ] && exit 0

if ! command -v npm >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Node.js …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null 2>&1 \
      || { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null 2>&1; } || true
  fi
  command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 || { echo "Azurite needs Node.js and npm: install them, then run this again." >&2; exit 1; }
fi

echo "Fetching Azurite …"
mkdir -p "$target" && rm -rf "$target/node_modules"
echo '{"private":true}' >"$target/package.json"
if ! (cd "$target" && npm install --ignore-scripts --no-audit --no-fund --no-save --loglevel=error "$package" >npm.log 2>&1); then
  tail -n 5 "$target/npm.log" >&2
  echo "Azurite could not be fetched: check the network, and run this again." >&2
  exit 1
fi
touch "$complete"
