#!/bin/bash
# The load benchmark: how long do repairs take while many clients call the daemon over the bus?
#
#     run.sh [--seconds N] [--clients N] [--rulewarden PROGRAM]
#
# In a network namespace that ends with this script, with its own bus, the opponent of the latency
# benchmark inverts the order every 20 ms: for 30 s without clients, then for N seconds (30) while 50
# clients (clients.c) call ListRules, Plan and History as fast as possible. The daemon is not
# restarted in between. Requires root, iproute2, dbus-daemon and a C compiler.
#
# Exit codes: 0 measured; 1 a run failed (its log is shown); 2 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
latency=$root/src/bench/latency
bin=$root/target/bench
rulewarden=$root/target/rulewarden/bin/rulewarden
seconds=30
clients=50
gap_us=20000

fail() {
    echo "run.sh: $1" >&2
    exit "${2:-1}"
}

arguments=("$@")
while (($# > 0)); do
    (($# > 1)) || fail "found \"$1\" at the end, expected an option and its value" 2
    case $1 in
        --seconds | --clients)
            [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] || fail "found $1 \"$2\", expected a number" 2
            declare "${1#--}=$2"
            ;;
        --rulewarden) rulewarden=$(realpath -- "$2") ;;
        *) fail "found \"$1\", expected --seconds, --clients or --rulewarden" 2 ;;
    esac
    shift 2
done
((EUID == 0)) || fail "network namespaces need root: run it with sudo"
[[ -x $rulewarden ]] || fail "$rulewarden is not there: build it with mvn -q package"

# Run this script again inside the namespace; the host's rules are never touched.
if [[ ${RULEWARDEN_BENCH_HOST_NETNS:-} == "" ]]; then
    RULEWARDEN_BENCH_HOST_NETNS=$(readlink /proc/self/ns/net)
    export RULEWARDEN_BENCH_HOST_NETNS
    exec unshare --net -- "$here/run.sh" "${arguments[@]}"
fi
[[ $(readlink /proc/self/ns/net) != "$RULEWARDEN_BENCH_HOST_NETNS" ]] ||
    fail "still in the host's network namespace: unset RULEWARDEN_BENCH_HOST_NETNS"

work=$(mktemp --directory --tmpdir rulewarden-load.XXXXXX)
children=()
clean_up() {
    for child in "${children[@]}"; do
        { kill "$child" && wait "$child"; } 2>/dev/null || true
    done
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir -p "$bin" "$work/run" "$work/state"
cc=("${CC:-cc}" -O2 -Wall -Wextra -Werror -D_GNU_SOURCE)
"${cc[@]}" -pthread -o "$bin/clients" "$here/clients.c"
"${cc[@]}" -o "$bin/watch" "$latency"/{watch,opponent,onlooker,fold,report,netlink}.c
"${cc[@]}" -o "$bin/ready" "$latency/ready.c"

ip link set lo up
for family in -4 -6; do
    ip "$family" rule add pref 5210 fwmark 0x80000/0xff0000 lookup main
    ip "$family" rule add pref 5230 fwmark 0x80000/0xff0000 lookup default
    ip "$family" rule add pref 5250 fwmark 0x80000/0xff0000 unreachable
    ip "$family" rule add pref 5270 lookup 52
done

cat >"$work/bus.conf" <<END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=$work/bus</listen>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
    <allow send_requested_reply="true"/><allow receive_requested_reply="true"/>
  </policy>
  <limit name="max_connections_per_user">1000</limit>
</busconfig>
END
dbus-daemon --nofork --config-file="$work/bus.conf" 2>"$work/bus.log" &
children+=($!)
until [[ -S $work/bus ]]; do sleep 0.05; done

# The rounds are the client that ready runs while the daemon serves (see ready.c).
cat >"$work/rounds" <<'END'
set -eu
rss() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$SERVER_PID/status"; }
watch() { "$BIN/watch" --json --mode again --events $(($1 * 1000000 / GAP_US)) --gap-us "$GAP_US"; }
until busctl --address="$BUS" status io.github.rulewarden >/dev/null 2>&1; do sleep 0.1; done
before=$(rss)
watch 30 >"$WORK/quiet"
between=$(rss)
"$BIN/clients" "$WORK/bus" "$CLIENTS" >"$WORK/answered" &
clients=$!
{ sleep $((SECONDS_LOADED / 2)) && rss; } >"$WORK/halfway" &
watch "$SECONDS_LOADED" >"$WORK/loaded"
after=$(rss)
kill "$clients"
wait "$clients"
for round in quiet loaded; do
    sed -E 's/.*"p50":([0-9]+).*"p99":([0-9]+).*"max":([0-9]+).*/\1 \2 \3/' "$WORK/$round" |
        awk -v round="$round" '{ printf "| %-6s | %6d | %6d | %7d |\n", round, $1, $2, $3 }'
done >"$WORK/rows"
printf '| during |    p50 |    p99 |     max |\n|--------|-------:|-------:|--------:|\n'
cat "$WORK/rows"
echo
echo "$CLIENTS clients for $SECONDS_LOADED s: $(cat "$WORK/answered")"
echo "RSS $before MiB at first, $between after the quiet round," \
    "$(cat "$WORK/halfway") half-way through the loaded one, $after after it"
END

# The opponent keeps inverting the order: with the usual budget the daemon would rightly back off.
printf '[budget]\nrepairs = 1000000\n' >"$work/rulewarden.toml"
echo "Linux $(uname -r), $(nproc) cores, load average $(cut -d ' ' -f 1 /proc/loadavg) at the start"
echo "an inversion every 20 ms; microseconds from the add to the right order"
echo
result=0
BIN=$bin WORK=$work BUS=unix:path=$work/bus CLIENTS=$clients SECONDS_LOADED=$seconds GAP_US=$gap_us \
    "$bin/ready" "notify=$work/notify" \
    env --unset=JOURNAL_STREAM --unset=WATCHDOG_USEC --unset=WATCHDOG_PID \
    RUNTIME_DIRECTORY="$work/run" STATE_DIRECTORY="$work/state" \
    DBUS_SYSTEM_BUS_ADDRESS="unix:path=$work/bus" \
    "$rulewarden" daemon --config "$work/rulewarden.toml" -- \
    sh "$work/rounds" 2>"$work/log" || result=$?
if ((result != 0)); then
    tail -n 50 "$work/log" >&2
    fail "the run failed (exit code $result)"
fi
