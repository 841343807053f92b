#!/usr/bin/env bash
# Coverage-guided fuzzing of one target with AFL++ and SharpFuzz, on a copy of the build.
#   scripts/fuzz.sh TARGET [SECONDS]       (the names of the targets: scripts/fuzz.sh list)
# It needs afl-fuzz (Debian: apt-get install afl++) and the .NET tool SharpFuzz.CommandLine, which it fetches.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
target="${1:?Say which target, or list.}"
seconds="${2:-300}"
work="$root/artifacts/fuzz"
built="$root/artifacts/bin/Soc.Fuzz/release"
[ -f "$built/Soc.Fuzz.dll" ] || dotnet build "$root/tests/Soc.Fuzz" -c Release -v quiet -clp:ErrorsOnly
if [ "$target" = list ]; then dotnet "$built/Soc.Fuzz.dll" targets; exit; fi
command -v afl-fuzz >/dev/null || { echo "afl-fuzz is missing: apt-get install afl++" >&2; exit 1; }

mkdir -p "$work"
[ -x "$work/tools/sharpfuzz" ] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$work/tools" >/dev/null
if [ "$built/Soc.Fuzz.dll" -nt "$work/instrumented" ]; then
  rm -rf "$work/bin" && cp -r "$built" "$work/bin"
  # What reads strangers' bytes is instrumented; the framework is not.
  for name in Soc.Parsing Soc.Gateway Soc.EventLog Soc.Enrichment Soc.Model Soc.Capture soc-capture; do "$work/tools/sharpfuzz" "$work/bin/$name.dll"; done
  touch "$work/instrumented"
fi

seeds="$work/seeds/$target"
mkdir -p "$work/found"
rm -rf "$seeds" && dotnet "$built/Soc.Fuzz.dll" seeds "$target" "$seeds"
export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=60000 DOTNET_TieredPGO=0
afl-fuzz -V "$seconds" -t 5000 -m none -i "$seeds" -o "$work/found/$target" -- dotnet "$work/bin/Soc.Fuzz.dll" afl "$target"
echo "Crashes: $(find "$work/found/$target/default/crashes" -name 'id:*' | wc -l), hangs: $(find "$work/found/$target/default/hangs" -name 'id:*' | wc -l), in $work/found/$target"
