#!/bin/sh
# machine.sh NAME [SEED]: boots a machine with its own network and its own systemd, on an overlay over the
# cached root, runs NAME in it, and shuts it down.
#   install   installs the package; all other machines boot from the result
#   boot-N    starts and restarts all services in an order that a plan made from SEED gives
#   any other inside/NAME.sh
# Runs in namespaces whose end terminates all processes here. Environment: work, root, groups.
set -eu
cd -- "$(dirname -- "$0")"
name=$1
seed=${2:-}
: "${root:?}" "${groups:?}"
machine=${work:?}/$name

# The machine's systemd needs a control group of its own.
enter_control_groups() {
  for group in $groups; do
    mkdir -p "$group/$name"
    echo 0 >"$group/$name/cgroup.procs"
  done
}

options() {
  # If PID 1 is not systemd, nothing can create a unit for the machine.
  [ -d /run/systemd/system ] || echo --keep-unit
  # Read-only from the beginning of the boot. Only tailscaled needs a writable directory.
  [ "$name" != read-only-root ] || echo --read-only --tmpfs=/var/lib/tailscale
}

# start LOWER...: boots the machine from its own files over these directories, the first on top. Sets
# leader, the process to enter. Does not wait for the end of the boot.
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

# inside COMMAND...: runs the command in the machine, as root.
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
# The same as the power button, but without logind, which may have lost the bus.
inside systemctl start --no-block --job-mode=replace-irreversibly poweroff.target
wait "$nspawn"
