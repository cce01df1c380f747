#!/bin/sh
# Runs inside an emulated guest that has just been started. Without IPv6 in its kernel, Rulewarden keeps
# the order of IPv4 as usual and neither reports nor retries anything for IPv6. With IPv6 it is the
# control: the same must hold for both families. Ends with the line "good".
set -eu
slowness=10
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

has_ipv6() {
  [ "$families" = "4 6" ]
}

# Shows the kernel's replies to a dump of IPv6 rules and to joining the group of their events.
show_the_kernels_answer() {
  uname -r
  cat /proc/cmdline
  ls -d /proc/sys/net/ipv6 /proc/net/if_inet6 2>&1 || true
  strace -qq -e trace=sendto,recvmsg ip -6 rule 2>&1 || true
  timeout 10 strace -qq -e trace=socket,bind,setsockopt,recvmsg ip -6 monitor rule 2>&1 || true
}

# fine COMMAND...: the command exits with 0, and about a kernel without IPv6 reports nothing but that fact.
# Appends failures to $faults.
fine() {
  said=$("$@" 2>&1) || faults="$faults; $* exits with $?"
  echo "+ $*"
  echo "$said"
  has_ipv6 || ! complaints "$said" || faults="$faults; $* complains about IPv6"
}

complaints() {
  echo "$1" | grep -v 'kernel has no policy routing for' | grep -i -E 'ipv6|ip -6|EAFNOSUPPORT|EOPNOTSUPP'
}

# of_family 4|6 KEY: prints a value of a family's status.
of_family() {
  rulewarden status --json |
    jq -r --arg family "ipv$1" --arg key "$2" '.namespaces[] | select(.netns == "" and .family == $family)[$key]'
}

log() {
  journalctl --sync
  journalctl -q -b -o cat _SYSTEMD_UNIT=rulewarden.service
}

# requests_during COMMAND...: sets $requests to the netlink requests of the daemon during the command.
requests_during() {
  strace -f -qq -y -e trace=sendto,sendmsg,write -o /run/requests \
    -p "$(property rulewarden MainPID)" 2>/dev/null &
  strace=$!
  await 10 "strace is attached" traced
  "$@"
  kill "$strace"
  { wait "$strace" || true; } 2>/dev/null # the shell reports that it was terminated
  requests=$(grep NETLINK /run/requests || true)
}

traced() {
  ! grep -q '^TracerPid:.0$' "/proc/$(property rulewarden MainPID)/status"
}

inversions_are() {
  [ "$(of_family 4 inversions)" -ge "$1" ]
}

family_states_are_right() { # when
  for family in $families; do
    [ "$(of_family "$family" state)" = ok ] || fail "$1: IPv$family is ok"
  done
  has_ipv6 && return
  [ "$(of_family 6 state)" = idle ] || fail "$1: IPv6 is idle"
  case $(of_family 6 reason) in
    *"kernel has no policy routing for IPv6"*) ;;
    *) fail "$1: the reason is that the kernel has no IPv6" ;;
  esac
}

show_the_kernels_answer

modprobe dummy
ip link add lan0 type dummy
ip address add 192.0.2.2/24 dev lan0
! has_ipv6 || ip address add 2001:db8:2::2/64 dev lan0 nodad
ip link set lan0 up

await_booted
[ -e /sys/module/wireguard ] || fail "the tunnel is the kernel's"
await_all_is_well "after the boot"
rulewarden status --json
family_states_are_right "after the boot"

before=$(of_family 4 inversions)
keeps_the_order "after a restart of the tunnel"
await 10 "the inversion is counted" inversions_are $((before + 1))
family_states_are_right "after a restart of the tunnel"

systemctl stop rulewarden
systemctl restart wg-quick@wg0 || fail "wg-quick restarts"
! in_order || fail "without the daemon the order is wrong"
rulewarden check && fail "check finds the inversion"
systemctl start rulewarden || fail "it starts"
in_order || fail "the order is right when it is ready"
await_all_is_well "after a restart of the daemon"

faults=
fine rulewarden rules
fine rulewarden check
fine rulewarden plan
fine rulewarden repair
fine rulewarden doctor
[ -z "$faults" ] || fail "${faults#; }"

echo "+ the log"
log
if ! has_ipv6; then
  ! complaints "$(log)" || fail "the log does not complain about IPv6"
  [ "$(log | grep -c 'policy routing for IPv6')" = 2 ] || fail "each start logs once that there is no IPv6"
fi
before=$(log | wc -l)
requests_during sleep 60
[ -z "$requests" ] || fail "no requests without events: $requests"
[ "$(log | wc -l)" = "$before" ] || fail "no log messages without events"
requests_during keeps_the_order "after another restart of the tunnel"
[ -n "$requests" ] || fail "strace shows the requests of a repair"
echo good
