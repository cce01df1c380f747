# Sourced by the scripts that run inside a machine: whether all is well in it.
# shellcheck shell=sh

here=/boot-test
manager="io.github.rulewarden /io/github/rulewarden io.github.rulewarden.Manager1"

in_order() {
  ip -4 rule | awk -f $here/right.awk && ip -6 rule | awk -f $here/right.awk
}

leaves_by() { # device, destination
  ip route get "$2" | grep -q " dev $1 "
}

everything_leaves_where_it_should() {
  leaves_by tailscale0 100.64.0.7 && leaves_by tailscale0 fd7a:115c:a1e0::7 &&
    leaves_by wg0 203.0.113.80 && leaves_by wg0 2001:db8:ffff::80 &&
    leaves_by lan0 192.0.2.20 && leaves_by lan0 2001:db8:2::20
}

# shellcheck disable=SC2086 # the manager is three words
state_is() {
  [ "$(busctl get-property $manager State)" = "s \"$1\"" ]
}

no_unit_has_failed() {
  [ "$(systemctl is-system-running)" = running ]
}

# Everything that must hold whenever nobody has done anything for a while.
await_all_is_well() { # when
  await 20 "$1: the right order" in_order
  await 10 "$1: everything leaves where it should" everything_leaves_where_it_should
  await 10 "$1: busctl answers that all is well" state_is ok
  await 20 "$1: no failed unit" no_unit_has_failed
  date "+%T $1: all is well"
}

# Waits for the end of a boot that went well.
await_booted() {
  await 20 "systemd answers" test -S /run/systemd/private
  systemctl is-system-running --wait >/dev/null || fail "the boot ends without a failed unit"
}

# The tunnel jumps ahead and is put back.
keeps_the_order() { # when
  systemctl restart wg-quick@wg0 || fail "$1: wg-quick restarts"
  await_all_is_well "$1"
}
