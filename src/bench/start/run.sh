#!/bin/bash
# The start benchmark: start-up time, memory, wake-ups and the end of the daemon.
#
#     run.sh [--runs N] [--idle-s N] [--rulewarden PROGRAM]
#
# In a network namespace that ends with this script, with its own bus. wg-quick's rules are ahead of
# Tailscale's in both families when the daemon starts (start.c). The table shows the medians of N
# runs. Requires root, iproute2, dbus-daemon, a C compiler and two idle cores.
#
# Exit codes: 0 measured; 1 a run failed (its log is shown); 2 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
latency=$root/src/bench/latency
bin=$root/target/bench
rulewarden=$root/target/rulewarden/bin/rulewarden
runs=11
idle_s=30

fail() {
    echo "run.sh: $1" >&2
    exit "${2:-1}"
}

arguments=("$@")
while (($# > 0)); do
    (($# > 1)) || fail "found \"$1\" at the end, expected an option and its value" 2
    case $1 in
        --runs | --idle-s)
            [[ $2 =~ ^[1-9][0-9]{0,3}$ ]] || fail "found $1 \"$2\", expected a number" 2
            name=${1#--}
            declare "${name//-/_}=$2"
            ;;
        --rulewarden) rulewarden=$(realpath -- "$2") ;;
        *) fail "found \"$1\", expected --runs, --idle-s or --rulewarden" 2 ;;
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

# A tmpfs, because /run is one under systemd.
work=$(mktemp --directory --tmpdir=/dev/shm rulewarden-start.XXXXXX)
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

mkdir -p "$bin" "$work/state"
"${CC:-cc}" -O2 -Wall -Wextra -Werror -D_GNU_SOURCE -o "$bin/start" \
    "$here"/{start,threads}.c "$root/src/bench/storm/meter.c" "$latency/netlink.c"
ip link set lo up

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
</busconfig>
END
dbus-daemon --nofork --config-file="$work/bus.conf" 2>"$work/bus.log" &
children+=($!)
until [[ -S $work/bus ]]; do sleep 0.05; done

# Restore the state after a boot: tailscaled started first, then wg-quick. Delete the rules of an
# earlier run.
reset_rules() {
    local family
    for family in -4 -6; do
        ip "$family" rule flush # spares the kernel's first
        ip "$family" rule add pref 32766 lookup main protocol kernel
        ip "$family" rule add pref 32767 lookup default protocol kernel
        ip "$family" rule add pref 5210 fwmark 0x80000/0xff0000 lookup main
        ip "$family" rule add pref 5230 fwmark 0x80000/0xff0000 lookup default
        ip "$family" rule add pref 5250 fwmark 0x80000/0xff0000 unreachable
        ip "$family" rule add pref 5270 lookup 52
        ip "$family" rule add not fwmark 51820 table 51820
        ip "$family" rule add table main suppress_prefixlength 0
    done
}

measure() {
    local result=0
    reset_rules
    rm -rf "$work/run" "$work/notify"
    mkdir "$work/run"
    # The command runs in the background, because only `wait` lets a trap run at once.
    env --unset=JOURNAL_STREAM --unset=WATCHDOG_PID WATCHDOG_USEC=30000000 \
        RUNTIME_DIRECTORY="$work/run" STATE_DIRECTORY="$work/state" \
        DBUS_SYSTEM_BUS_ADDRESS="unix:path=$work/bus" \
        "$bin/start" --notify "$work/notify" --idle-s "$idle_s" \
        "$rulewarden" daemon -- "$rulewarden" status \
        >"$work/result" 2>"$work/log" </dev/null &
    children+=($!)
    wait $! || result=$?
    unset 'children[-1]'
    if ((result != 0)); then
        cat "$work/result" >&2
        tail -n 50 "$work/log" >&2
        fail "a run failed (exit code $result)"
    fi
    cat "$work/result" >>"$work/results"
}

echo "Linux $(uname -r), $(nproc) cores, load average $(cut -d ' ' -f 1 /proc/loadavg) at the start"
measure # brings the files into memory; not counted
rm "$work/results"
for ((run = 1; run <= runs; run++)); do
    [[ ! -t 2 ]] || echo "run $run of $runs" >&2
    measure
done
tree=$(dirname "$(dirname "$rulewarden")")
echo "medians of $runs runs, the worst in brackets"
echo
awk -v idle="$idle_s" -v size="$(du -sk "$tree" | cut -f 1)" -f "$here/table.awk" "$work/results"
