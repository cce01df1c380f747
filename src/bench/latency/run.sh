#!/bin/bash
# The latency benchmark: how long is a rule ahead of Tailscale's lookup, with each repairer?
#
#     run.sh [--repeats N] [--events N] [--gap-us N] [--rulewarden PROGRAM]
#
# In a network namespace that ends with this script, an opponent (watch.c) repeatedly inverts the
# order, with each repairer in turn: a C program that only deletes the rule, Rulewarden (fresh: it
# makes a copy each time; again: the copy already exists), and a shell loop on `ip monitor`. The
# table shows the medians of all rounds. Each run starts a new process of the repairer. Requires
# root, iproute2, a C compiler and two idle cores.
#
# Exit codes: 0 measured; 1 a run failed (its log is shown), or Rulewarden left a gap; 2 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
bin=$root/target/bench
rulewarden=$root/target/rulewarden/bin/rulewarden
repeats=3
events=1200
gap=2000

fail() {
    echo "run.sh: $1" >&2
    exit "${2:-1}"
}

number() {
    [[ $2 =~ ^[1-9][0-9]{0,5}$ ]] || fail "found $1 \"$2\", expected a number from 1 to 999999" 2
}

arguments=("$@")
while (($# > 0)); do
    (($# > 1)) || fail "found \"$1\" at the end, expected an option and its value" 2
    case $1 in
        --repeats) number "$1" "$2"; repeats=$2 ;;
        --events) number "$1" "$2"; events=$2 ;;
        --gap-us) number "$1" "$2"; gap=$2 ;;
        --rulewarden) rulewarden=$(realpath -- "$2") ;;
        *) fail "found \"$1\", expected --repeats, --events, --gap-us or --rulewarden" 2 ;;
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

work=$(mktemp --directory --tmpdir rulewarden-bench.XXXXXX)
current=
clean_up() {
    # ready ends its repairer and its watch when it gets a signal.
    [[ -z $current ]] || { kill "$current" && wait "$current"; } 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

compile() {
    local program=$1
    shift
    "${CC:-cc}" -O2 -Wall -Wextra -Werror -D_GNU_SOURCE -o "$bin/$program" "${@/#/$here/}"
}

add_tailscale_rules() {
    local family
    for family in -4 -6; do
        ip "$family" rule add pref 5210 fwmark 0x80000/0xff0000 lookup main
        ip "$family" rule add pref 5230 fwmark 0x80000/0xff0000 lookup default
        ip "$family" rule add pref 5250 fwmark 0x80000/0xff0000 unreachable
        ip "$family" rule add pref 5270 lookup 52
    done
}

# measure NAME MODE READINESS COMMAND...: runs the watch once against one repairer.
measure() {
    local name=$1 mode=$2 readiness=$3 result
    shift 3
    # The command runs in the background, because only `wait` lets a trap run at once.
    "$bin/ready" "$readiness" "$@" -- \
        "$bin/watch" --json --mode "$mode" --events "$events" --gap-us "$gap" \
        >"$work/result" 2>"$work/log" </dev/null &
    current=$!
    result=0
    wait "$current" || result=$?
    current=
    if ((result != 0)); then
        cat "$work/result" >&2
        tail -n 50 "$work/log" >&2
        fail "the run against $name failed (exit code $result)"
    fi
    sed "s/^{/{\"name\":\"$name\",/" "$work/result" >>"$work/results"
}

measure_rulewarden() {
    # No state of an earlier run may affect this one: own directories, no bus, no journal.
    rm -rf "$work/run" "$work/state" "$work/notify"
    mkdir "$work/run" "$work/state"
    measure "Rulewarden, $1" "$1" "notify=$work/notify" \
        env --unset=JOURNAL_STREAM --unset=WATCHDOG_USEC --unset=WATCHDOG_PID \
        RUNTIME_DIRECTORY="$work/run" STATE_DIRECTORY="$work/state" \
        DBUS_SYSTEM_BUS_ADDRESS="unix:path=$work/no-bus" \
        "$rulewarden" daemon --config "$work/rulewarden.toml"
}

mkdir -p "$bin"
compile watch watch.c opponent.c onlooker.c fold.c report.c netlink.c
compile naive naive.c netlink.c
compile ready ready.c
ip link set lo up
add_tailscale_rules
# The opponent keeps inverting the order: with the usual budget the daemon would rightly back off.
printf '[budget]\nrepairs = 1000000\n' >"$work/rulewarden.toml"

echo "Linux $(uname -r), $(nproc) cores, load average $(cut -d ' ' -f 1 /proc/loadavg) at the start"
for ((repeat = 1; repeat <= repeats; repeat++)); do
    [[ ! -t 2 ]] || echo "round $repeat of $repeats" >&2
    measure "naive C" fresh listener "$bin/naive"
    measure_rulewarden fresh
    measure_rulewarden again
    measure "shell loop" fresh listener "$here/loop.sh"
done
echo "$events events a run, $gap us of silence before each, medians of $repeats runs;"
echo "microseconds from the add to the right order, as an outside process sees it"
echo
awk -v events="$events" -f "$here/table.awk" "$work/results"
