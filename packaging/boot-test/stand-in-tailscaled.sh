#!/bin/sh
# Stands in for tailscaled if the real one is not available. It adds tailscaled's link and rules, restores
# a deleted rule, and removes them when it ends normally. Like the real one, it leaves IPv6 alone if the
# kernel has none.
set -eu
families="4"
[ ! -e /proc/sys/net/ipv6 ] || families="4 6"

# each VERB: applies it to all rules.
each() {
  for family in $families; do
    ip -"$family" rule "$1" pref 5210 fwmark 0x80000/0xff0000 table main
    ip -"$family" rule "$1" pref 5230 fwmark 0x80000/0xff0000 table default
    ip -"$family" rule "$1" pref 5250 fwmark 0x80000/0xff0000 type unreachable
    ip -"$family" rule "$1" pref 5270 table 52
  done
}

clean_up() {
  each delete 2>/dev/null || true
  ip link delete tailscale0 2>/dev/null || true
}

clean_up # after a crash
[ "${1:-}" != --cleanup ] || exit 0

ip tuntap add dev tailscale0 mode tun
ip link set tailscale0 up
each add
trap 'clean_up; exit 0' TERM INT
systemd-notify --ready
# Like tailscaled, restores its rules when a rule at 5200 to 5299 is deleted.
ip -4 monitor rule | while read -r word priority _; do
  case $word$priority in
    Deleted52??:)
      sleep 0.25
      each add 2>/dev/null || true
      ;;
  esac
done &
wait
