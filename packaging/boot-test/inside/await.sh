# Sourced by the scripts that run inside a machine.
# shellcheck shell=sh

PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C.UTF-8

# What was expected and did not come about, and everything that may tell why.
fail() {
  echo "FAILED: $1"
  for family in 4 6; do
    ip -"$family" rule
  done
  systemctl --failed --no-legend --no-pager
  busctl get-property io.github.rulewarden /io/github/rulewarden io.github.rulewarden.Manager1 State Reason || true
  journalctl --no-pager --no-hostname -o short-precise -n 200 # of all: who did what when
  exit 1
}

# Hundredths of a second since some time or other.
now() {
  read -r up _ </proc/uptime
  echo "${up%.*}${up#*.}"
}

# await SECONDS WHAT COMMAND...: until the command succeeds. Nothing announces what is awaited so.
await() {
  seconds=$1
  what=$2
  shift 2
  deadline=$(($(now) + seconds * 100))
  until "$@" >/dev/null 2>&1; do
    if [ "$(now)" -ge "$deadline" ]; then
      fail "$what, within $seconds s ($*)"
    fi
    sleep 0.05
  done
}

# property UNIT NAME: as systemd has it.
property() {
  systemctl show --value -p "$2" "$1"
}

# said SENTENCE: the daemon has told the journal so.
said() {
  await 5 "it says: $1" journal_holds "$1"
}

journal_holds() {
  journalctl --sync
  journalctl -q -b -u rulewarden --grep="$(printf '%s' "$1" | sed 's/[^A-Za-z0-9 ]/\\&/g')"
}
