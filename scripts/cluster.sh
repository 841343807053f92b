#!/usr/bin/env bash
# N silos and a gateway on this machine, with a PostgreSQL server and a Redis server of their own (Debian's packages).
#   scripts/cluster.sh N      from `./soc up --cluster N`, which has built everything
# The event log is in Kafka: Soc__Kafka__BootstrapServers when it is set. Otherwise a broker in memory is started, to try things with:
# it keeps 5 MB a partition, and forgets everything at its end.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
silos="$1"
data="$SOC_DATA/cluster"
mkdir -p "$data"
say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

bash "$root/scripts/postgres.sh" || die "A cluster keeps its incidents in PostgreSQL."
bash "$root/scripts/redis.sh" || die "The silos of a cluster find each other by Redis."
postgres_bin="${SOC_POSTGRES_BIN:-$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)}"
postgres_port="${SOC_CLUSTER_POSTGRES_PORT:-15432}"
redis_port="${SOC_CLUSTER_REDIS_PORT:-16379}"

processes=()
# In the order of their start from the end: the gateway first, the servers last. Only what was started here.
stop() {
  trap - EXIT INT TERM
  say "Stopping …"
  local i
  for ((i = ${#processes[@]} - 1; i >= 0; i--)); do
    # At TERM, PostgreSQL would wait for everybody to leave.
    kill "-$([ "$i" = 0 ] && echo INT || echo TERM)" "${processes[i]}" 2>/dev/null || true
    [ "$i" -ge "${servers:-0}" ] && wait "${processes[i]}" 2>/dev/null
  done
  wait 2>/dev/null || true
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# PostgreSQL refuses to run as root. In the place of the shell that it is called in, so that a signal reaches the program itself.
become_postgres() {
  if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
  else
    exec "$@"
  fi
}

if [ ! -e "$data/postgres/PG_VERSION" ]; then
  mkdir -p "$data/postgres"
  [ "$(id -u)" != 0 ] || { chown postgres "$data/postgres"; chmod 711 "$SOC_DATA" "$data"; }
  (cd / && become_postgres "$postgres_bin/initdb" -D "$data/postgres" -U soc --auth=trust >"$data/postgres.log" 2>&1) || { tail -n 5 "$data/postgres.log" >&2; die "PostgreSQL could not make its folder $data/postgres: it must be reachable for the user postgres. Set SOC_DATA to another place."; }
fi
(cd / && become_postgres "$postgres_bin/postgres" -D "$data/postgres" -p "$postgres_port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= >>"$data/postgres.log" 2>&1) &
processes+=($!)
redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$data" --appendonly yes --maxmemory-policy noeviction >"$data/redis.log" 2>&1 &
processes+=($!)

if [ -z "${Soc__Kafka__BootstrapServers:-}" ]; then
  coproc BROKER { exec dotnet "$root/artifacts/bin/Soc.Simulator/release/Soc.Simulator.dll" broker --topics soc.events,soc.dead-letters --partitions "${SOC_CLUSTER_PARTITIONS:-12}"; }
  processes+=("$BROKER_PID")
  read -r _ Soc__Kafka__BootstrapServers <&"${BROKER[0]}" || die "The broker did not start."
  export Soc__Kafka__BootstrapServers
  say "Kafka: a broker in memory at $Soc__Kafka__BootstrapServers, to try things with. It keeps 5 MB a partition and forgets all at the end: set Soc__Kafka__BootstrapServers for a real one."
fi
servers=${#processes[@]}

until (cd / && become_postgres "$postgres_bin/pg_isready" -q -h 127.0.0.1 -p "$postgres_port"); do
  kill -0 "${processes[0]}" 2>/dev/null || { tail -n 5 "$data/postgres.log" >&2; die "PostgreSQL did not start: the reason is above. SOC_CLUSTER_POSTGRES_PORT sets another port."; }
  sleep 0.2
done
(cd / && become_postgres "$postgres_bin/psql" -q -h 127.0.0.1 -p "$postgres_port" -U soc -d postgres -c 'CREATE DATABASE soc' 2>/dev/null) || true

export Soc__Postgres__ConnectionString="Host=127.0.0.1;Port=$postgres_port;Username=soc;Database=soc"
export Soc__Cluster__Membership="${Soc__Cluster__Membership:-Redis}" Soc__Cluster__RedisConnectionString="127.0.0.1:$redis_port" Soc__Cluster__Address=127.0.0.1
export Soc__Redis__ConnectionString="${Soc__Redis__ConnectionString-127.0.0.1:$redis_port}"

http_port="${SOC_CLUSTER_HTTP_PORT:-8081}" silo_port="${SOC_CLUSTER_SILO_PORT:-11111}" client_port="${SOC_CLUSTER_CLIENT_PORT:-30001}"
silo_dll="$root/artifacts/bin/Soc.Silo/release/Soc.Silo.dll"
for ((n = 1; n <= silos; n++)); do
  health=$((http_port + n - 1))
  Soc__Silo__DataDirectory="$data/silo-$n" Soc__Silo__HttpPort=$health Soc__Cluster__SiloPort=$((silo_port + n - 1)) Soc__Cluster__ClientPort=$((client_port + n - 1)) \
    dotnet "$silo_dll" > >(sed -u "s/^/silo-$n | /") 2>&1 &
  processes+=($!)
  say "Silo $n: health http://localhost:$health/health/ready, metrics http://localhost:$health/metrics, process $!"
done

Soc__Cluster__GatewayOnly=true Soc__Silo__DataDirectory="$data/gateway" dotnet "$root/artifacts/bin/Soc.Gateway/release/Soc.Gateway.dll" &
processes+=($!)
say "Gateway: process $!"
wait -n "${processes[@]:$((${#processes[@]} - 1))}"
