# Sourced by the scripts of the boot test: machines, each with its own files over the cached root, its
# own network and its own systemd. They are gone when the caller's namespaces are.
# shellcheck shell=sh

# start_machine DIRECTORY LOWER...: boots one whose files are DIRECTORY/upper over the directories
# LOWER, the first on top. Sets leader, by which everything else is done. Does not wait for the boot.
start_machine() {
  machine=$1
  shift
  lower=$(IFS=: && echo "$*")
  mkdir -p "$machine/upper" "$machine/work" "$machine/root"
  mount -t overlay rulewarden-boot-test \
    -o "lowerdir=$lower,upperdir=$machine/upper,workdir=$machine/work" "$machine/root"
  # shellcheck disable=SC2046 # words
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --boot --directory="$machine/root" \
    --machine="$(basename "$machine")" --private-network --register=no $(host_options) \
    --console=pipe --link-journal=no --bind=/dev/net/tun --bind-ro="$PWD/inside:/boot-test" \
    --capability=all --drop-capability=CAP_SYS_MODULE </dev/null >"$machine/console" 2>&1 &
  nspawn=$!
  find_leader
}

# Where systemd is no PID 1 there is nobody to give the machine a unit of its own.
host_options() {
  [ -d /run/systemd/system ] || echo --keep-unit
}

# The machine's PID 1: the child of systemd-nspawn that has become systemd.
find_leader() {
  leader=
  while [ -z "$leader" ]; do
    kill -0 "$nspawn" 2>/dev/null || {
      cat "$machine/console" >&2
      return 1
    }
    sleep 0.05
    leader=$(ps --ppid "$nspawn" -o pid=,comm= | awk '$2 == "systemd" { print $1 }')
  done
}

# in_machine COMMAND...: runs it in there, as root.
in_machine() {
  nsenter --target "$leader" --all "$@"
}

# Shuts it down as its power button would.
stop_machine() {
  in_machine systemctl poweroff
  wait "$nspawn"
  umount "$machine/root"
}
