#!/bin/bash
# The storm benchmark: how long do repairs take, and what does the daemon cost, while other processes
# change rules and routes as fast as they can?
#
#     run.sh [--rulewarden PROGRAM]
#
# In a network namespace that ends with this script, each storm (batches.sh) runs with a new daemon
# while probe.c repeatedly inverts the order. Requires root, iproute2, a C compiler, 600 MB of free
# memory for the million routes, and two idle cores.
#
# Exit codes: 0 measured; 1 a run failed (its log is shown); 2 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
latency=$root/src/bench/latency
bin=$root/target/bench
rulewarden=$root/target/rulewarden/bin/rulewarden

fail() {
    echo "run.sh: $1" >&2
    exit "${2:-1}"
}

arguments=("$@")
while (($# > 0)); do
    [[ $1 == --rulewarden && $# -gt 1 ]] || fail "found \"$1\", expected --rulewarden PROGRAM" 2
    rulewarden=$(realpath -- "$2")
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

work=$(mktemp --directory --tmpdir rulewarden-storm.XXXXXX)
current=
clean_up() {
    # ready ends the daemon and the probe when it gets a signal.
    [[ -z $current ]] || { kill "$current" && wait "$current"; } 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

compile() {
    local program=$1
    shift
    "${CC:-cc}" -O2 -Wall -Wextra -Werror -D_GNU_SOURCE -o "$bin/$program" "$@"
}

# measure NAME CONFIGURATION PROBE-ARGUMENT...: runs the probe once against a new daemon.
measure() {
    local name=$1 configuration=$2 result=0
    shift 2
    rm -rf "$work/run" "$work/state" "$work/notify"
    mkdir "$work/run" "$work/state"
    printf '%s\n' "$configuration" >"$work/rulewarden.toml"
    # The command runs in the background, because only `wait` lets a trap run at once.
    "$bin/ready" "notify=$work/notify" \
        env --unset=JOURNAL_STREAM --unset=WATCHDOG_USEC --unset=WATCHDOG_PID \
        RUNTIME_DIRECTORY="$work/run" STATE_DIRECTORY="$work/state" \
        DBUS_SYSTEM_BUS_ADDRESS="unix:path=$work/no-bus" \
        "$rulewarden" daemon --config "$work/rulewarden.toml" -- \
        "$bin/probe" "$@" >"$work/result" 2>"$work/log" </dev/null &
    current=$!
    wait "$current" || result=$?
    current=
    if ((result != 0)); then
        cat "$work/result" >&2
        tail -n 50 "$work/log" | cut -c 1-300 >&2
        fail "the run \"$name\" failed (exit code $result)"
    fi
    awk -v name="$name" -f "$here/row.awk" "$work/result"
    while ip -4 rule del table 51820 2>/dev/null; do :; done
}

storm() {
    # The daemon deletes one of two adjacent suppress rules, so some deletes fail.
    measure "$1" "$unlimited" -- sh -c "ip -force -batch '$work/$2' || true"
}

mkdir -p "$bin"
compile probe "$here/probe.c" "$here/meter.c" "$latency/netlink.c"
compile opponent "$here/opponent.c" "$latency/netlink.c"
compile ready "$latency/ready.c"
"$here/batches.sh" "$work"
ip link set lo up
ip link add uplink type veth peer name modem
ip link set modem up
ip link set uplink up
ip addr add 192.168.7.2/24 dev uplink
for family in -4 -6; do
    ip "$family" rule add pref 5210 fwmark 0x80000/0xff0000 lookup main
    ip "$family" rule add pref 5230 fwmark 0x80000/0xff0000 lookup default
    ip "$family" rule add pref 5250 fwmark 0x80000/0xff0000 unreachable
    ip "$family" rule add pref 5270 lookup 52
done
# The probe keeps inverting the order: with the usual budget the daemon would rightly back off.
unlimited=$'[budget]\nrepairs = 1000000'

echo "Linux $(uname -r), $(nproc) cores, load average $(cut -d ' ' -f 1 /proc/loadavg) at the start"
echo "microseconds from a rule ahead to the right order, in the eyes of a process that takes part in the"
echo "storm; processor time of the daemon, repairs included; messages that found no room"
echo
echo "| storm                                    | repairs |    p50 |    p99 |    max |  core |  RSS before, after | dropped |"
echo "|------------------------------------------|--------:|-------:|-------:|-------:|------:|-------------------:|--------:|"
measure "none" "$unlimited" -- sleep 10
storm "10,000 rules ahead come and go" rules
storm "50 tunnels come and go" tunnels
storm "100,000 route events in table 52" routes-52
storm "100,000 route events in main" routes-main
ip -batch "$work/rules-standing"
measure "10,000 rules stand ahead" "$unlimited" -- sleep 10
measure "these and an opponent, backed off" "" --gap-us 0 --skip-s 10 -- "$bin/opponent" 40
ip -batch "$work/rules-falling"
ip -batch "$work/routes-standing"
storm "1,000,000 routes in main, 100,000 events" routes-main
ip route flush dev uplink scope link
measure "an opponent each ms, backed off" "" --gap-us 0 --skip-s 10 -- "$bin/opponent" 40
