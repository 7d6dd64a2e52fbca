# What bench/run measures with. Everything that it starts is known here and ends with it.

work=$(mktemp -d /tmp/domovoi-bench-XXXXXX)
# PostgreSQL may run as another user, who must get through.
chmod 755 "$work"
started=()

end_all() {
  local pid
  for pid in "${started[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}

# start NAME COMMAND…: in the background; its process id is left in $pid.
start() {
  local name=$1; shift
  "$@" >"$work/$name.log" 2>&1 &
  pid=$!
  started+=("$pid")
}

stop() {
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

fail() { echo "bench/run: $*" >&2; exit 1; }

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

now_ms() { local t=${EPOCHREALTIME/[.,]/}; echo $((t / 1000)); }

# The first line of the answer to a GET, or nothing when nobody listens.
ask() {
  ( exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&3 && IFS= read -r -t 5 line <&3 && echo "$line" ) 2>/dev/null
}

# await_ready PORT [SECONDS]: until the portal there is ready.
await_ready() {
  local until=$(($(now_ms) + ${2:-60} * 1000))
  until [[ $(ask "$1" /readyz) == *" 200 "* ]]; do
    [ "$(now_ms)" -lt "$until" ] || fail "nothing is ready on port $1; $(tail -n 3 "$work"/*.log)"
    sleep 0.002
  done
}

await_listening() {
  local n
  for n in $(seq 500); do (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return; sleep 0.01; done
  fail "nothing listens on port $1"
}

mib() { awk -v what="$2:" '$1 == what { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }

median() { sort -g | awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : "-" }'; }

# load NAME CONNECTIONS SECONDS URL [WRK OPTIONS…]: adds a line "NAME req/s p99-in-ms" to the results.
load() {
  local name=$1 connections=$2 seconds=$3 url=$4; shift 4
  wrk -t1 -c"$connections" -d"${seconds}s" --latency "$@" "$url" >"$work/wrk.out"
  if grep -q 'Non-2xx' "$work/wrk.out" && [[ $name != flood* ]]; then fail "$url: $(grep Non-2xx "$work/wrk.out")"; fi
  awk -v name="$name" '
    $1 == "99%" { t = $2; f = t ~ /us$/ ? 0.001 : t ~ /ms$/ ? 1 : 1000; p99 = t * f }
    $1 == "Requests/sec:" { rate = $2 }
    END { print name, rate, p99 }' "$work/wrk.out" >>"$work/results"
}

rate_of() { awk -v name="$1" '$1 == name { print $2 }' "$work/results" | median; }
p99_of() { awk -v name="$1" '$1 == name { print $3 }' "$work/results" | median; }
ratio() { awk -v a="$1" -v b="$2" -v scale="${3:-100}" 'BEGIN { if (b > 0) printf "%.1f", a * scale / b; else print "-" }'; }

# sign_in PORT EMAIL PASSWORD: prints the session's cookie, through the door that people use.
sign_in() {
  local jar="$work/jar" token
  rm -f "$jar"
  token=$(curl -sS -c "$jar" "http://127.0.0.1:$1/sign-in" | grep -o 'name="csrf_token" value="[^"]*"' | head -n 1 | cut -d'"' -f4)
  curl -sS -o /dev/null -b "$jar" -c "$jar" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf_token=$token" \
    --data-urlencode "email=$2" --data-urlencode "password=$3" "http://127.0.0.1:$1/sign-in"
  awk '$6 == "sid" { print "sid=" $7 }' "$jar"
}

# The form cookie of a stranger and its token, for sign_in.lua.
form_of() {
  local jar="$work/form-jar" token
  token=$(curl -sS -c "$jar" "http://127.0.0.1:$1/sign-in" | grep -o 'name="csrf_token" value="[^"]*"' | head -n 1 | cut -d'"' -f4)
  awk -v token="$token" '$6 == "form" { print "form=" $7, token }' "$jar"
}

# The folder of the socket of the PostgreSQL that runs in this folder.
socket_in() { sed -n 5p "$1"/postgres/postmaster.pid; }

sql() { psql -qAtX -v ON_ERROR_STOP=1 -h "$1" -U domovoi domovoi -c "$2"; }

# statements_of SOCKET LOG PORT PATH COOKIE: the queries of one request, as PostgreSQL's log has them, with
# their values put in: a script for pgbench.
statements_of() {
  local socket=$1 log=$2 url="http://127.0.0.1:$3$4" cookie=$5 before
  for _ in 1 2 3 4 5 6; do curl -sS -o /dev/null -H "Cookie: $cookie" "$url"; done
  sql "$socket" "ALTER SYSTEM SET log_min_duration_statement = 0" && sql "$socket" "SELECT pg_reload_conf()" >/dev/null
  sleep 0.5
  before=$(wc -c <"$log")
  curl -sS -o /dev/null -H "Cookie: $cookie" "$url"
  sleep 0.3
  tail -c +$((before + 1)) "$log" | awk -f bench/statements.awk
  sql "$socket" "ALTER SYSTEM RESET log_min_duration_statement" && sql "$socket" "SELECT pg_reload_conf()" >/dev/null
}
