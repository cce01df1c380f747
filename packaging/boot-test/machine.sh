#!/bin/sh
# machine.sh NAME [SEED]: boots a machine with its own network and its own systemd, on an overlay over the
# cached root, runs NAME in it, and shuts it down.
#   install   installs the package; all other machines boot from the result
#   boot-N    starts and restarts all services in an order that a plan made from SEED gives
#   any other inside/NAME.sh
# Called in namespaces whose end is the end of everything here. Its environment: work, root, groups.
set -eu
cd -- "$(dirname -- "$0")"
name=$1
seed=${2:-}
: "${root:?}" "${groups:?}"
machine=${work:?}/$name

# Its systemd wants a part of the tree of control groups for itself.
enter_control_groups() {
  for group in $groups; do
    mkdir -p "$group/$name"
    echo 0 >"$group/$name/cgroup.procs"
  done
}

options() {
  # Where systemd is no PID 1 there is nobody to give the machine a unit of its own.
  [ -d /run/systemd/system ] || echo --keep-unit
  # It is read-only from the beginning. Tailscaled alone does not run so.
  [ "$name" != read-only-root ] || echo --read-only --tmpfs=/var/lib/tailscale
}

# start LOWER...: boots it from its own files over those below these directories, the first on top.
# Sets leader, by which it can be entered. Does not wait for the end of the boot.
start() {
  lower=$(IFS=: && echo "$*")
  mkdir -p "$machine/work" "$machine/root"
  mount -t overlay rulewarden-boot-test \
    -o "lowerdir=$lower,upperdir=$machine/upper,workdir=$machine/work" "$machine/root"
  # shellcheck disable=SC2046 # words
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --boot --directory="$machine/root" \
    --machine="$name" --private-network --register=no $(options) --console=pipe \
    --link-journal=no --bind=/dev/net/tun --bind-ro="$PWD/inside:/boot-test" \
    --bind-ro="$work/packages:/packages" --capability=all --drop-capability=CAP_SYS_MODULE \
    </dev/null >"$machine/console" 2>&1 &
  nspawn=$!
  leader=
  until [ -n "$leader" ]; do # systemd-nspawn's child has become systemd
    kill -0 "$nspawn"
    sleep 0.05
    leader=$(ps --ppid "$nspawn" -o pid=,comm= | awk '$2 == "systemd" { print $1 }')
  done
}

# inside COMMAND...: runs it in there, as root.
inside() {
  nsenter --target "$leader" --all "$@"
}

enter_control_groups
case $name in
  install)
    start "$work/furniture" "$root"
    inside /bin/sh /boot-test/install.sh
    ;;
  boot-*)
    awk -v "seed=$seed" -f plan.awk >"$machine/plan"
    ./drop-ins.sh "$machine/upper/etc/systemd/system" <"$machine/plan"
    grep -E '^(do|pause)' "$machine/plan" >"$machine/upper/plan"
    start "$work/install/upper" "$work/furniture" "$root"
    inside /bin/sh /boot-test/ordeal.sh
    inside /bin/sh /boot-test/timeline.sh | sort -s -k 1,1 | awk -f timeline.awk >"$machine/inversions"
    ;;
  *)
    start "$work/install/upper" "$work/furniture" "$root"
    inside /bin/sh "/boot-test/$name.sh"
    ;;
esac
# As its power button would, but without logind, which may have lost its bus.
inside systemctl start --no-block --job-mode=replace-irreversibly poweroff.target
wait "$nspawn"
