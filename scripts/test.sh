#!/usr/bin/env bash
# Every test, the fast ones first. Builds once; each project is its own executable.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export SOC_GEO="${SOC_GEO:-$root/data/geo}"

projects=(Soc.Tidy.Tests Soc.Content.Tests Soc.Response.Tests Soc.Enrichment.Tests Soc.Capture.Tests Soc.Storage.Conformance Soc.Grains.Tests Soc.Gateway.Tests Soc.Fuzz Soc.Chaos.Tests)
[ $# -gt 0 ] && projects=("$@")

command -v dotnet >/dev/null 2>&1 || { echo "The .NET SDK 10 is missing: install it, then run this again." >&2; exit 1; }
if [ -z "${SOC_NO_GEO:-}" ]; then
  bash scripts/geo.sh "$SOC_GEO" || { [ "${CI:-}" = true ] && { echo "CI needs the geo databases." >&2; exit 1; }; }
fi
# Real shippers, for the tests that send with them; without, those tests are skipped, but not in CI.
export SOC_SHIPPERS="${SOC_SHIPPERS:-$root/data/shippers}"
bash scripts/shippers.sh "$SOC_SHIPPERS" || { [ "${CI:-}" = true ] && { echo "CI needs the shippers." >&2; exit 1; }; }
# A real PostgreSQL, likewise.
bash scripts/postgres.sh || { [ "${CI:-}" = true ] && { echo "CI needs PostgreSQL." >&2; exit 1; }; }
# A real Redis, likewise.
bash scripts/redis.sh || { [ "${CI:-}" = true ] && { echo "CI needs Redis." >&2; exit 1; }; }
# Azurite in the place of Azure storage, likewise.
export SOC_AZURITE="${SOC_AZURITE:-$root/data/azurite}"
bash scripts/azurite.sh "$SOC_AZURITE" || { [ "${CI:-}" = true ] && { echo "CI needs Azurite." >&2; exit 1; }; }
# Network namespaces, for tests with several hosts.
bash scripts/network.sh || { [ "${CI:-}" = true ] && { echo "CI needs network namespaces." >&2; exit 1; }; }
# Real servers of files, names and leases, for the tests on the wire.
bash scripts/servers.sh || { [ "${CI:-}" = true ] && { echo "CI needs the servers." >&2; exit 1; }; }
# A C compiler, for tests with a wrong clock.
bash scripts/clock.sh || { [ "${CI:-}" = true ] && { echo "CI needs a C compiler." >&2; exit 1; }; }

echo "Building …"
if ! dotnet build Soc.Actors.sln -c Release -v quiet -clp:ErrorsOnly; then
  echo "The build failed." >&2
  exit 1
fi

passed=0 failed=0 skipped=0 broken=()
for project in "${projects[@]}"; do
  printf '\n== %s\n' "$project"
  output="$(mktemp)"
  dotnet "artifacts/bin/$project/release/$project.dll" 2>&1 | tee "$output" | grep -v -E '^\s*$|^xUnit.net|^  (Discovering|Discovered|Starting|Finished)'
  status=${PIPESTATUS[0]}
  summary="$(grep -E 'Total: [0-9]+' "$output" | tail -n 1)"
  count() { printf '%s' "$summary" | grep -oE "$1: [0-9]+" | grep -oE '[0-9]+' | head -n 1; }
  total=$(count Total) errors=$(count Errors) failures=$(count Failed) skips=$(count Skipped)
  failed=$((failed + ${failures:-0} + ${errors:-0}))
  skipped=$((skipped + ${skips:-0}))
  passed=$((passed + ${total:-0} - ${failures:-0} - ${skips:-0}))
  if [ "$status" -ne 0 ] || [ -z "$summary" ] || [ "${total:-0}" -eq 0 ]; then
    broken+=("$project")
  fi
  rm -f "$output"
done

echo
if [ ${#broken[@]} -gt 0 ]; then
  echo "Not well: ${broken[*]}"
  [ "$failed" -gt 0 ] || failed=${#broken[@]}
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ ${#broken[@]} -eq 0 ]
