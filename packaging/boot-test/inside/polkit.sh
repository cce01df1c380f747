#!/bin/sh
# Users other than root call methods that change something: polkit allows it, polkit denies it, and polkit
# is missing. The daemon is not root either; polkit answers its queries because it owns the actions.
set -eu
# shellcheck source=SCRIPTDIR/all-is-well.sh
. /boot-test/all-is-well.sh

# call USER METHOD ARGUMENT...: prints the reply. Without busctl, which hides the reason of an error.
call() {
  user=$1
  method=$2
  shift 2
  setpriv --reuid="$user" --regid="$user" --clear-groups dbus-send --system --print-reply \
    --dest=io.github.rulewarden /io/github/rulewarden "io.github.rulewarden.Manager1.$method" "$@" 2>&1
}

# refused WHY USER METHOD ARGUMENT...
refused() {
  why=$1
  shift
  answer=$(call "$@") && fail "$* is refused: $answer"
  case $answer in
    *"$why"*) ;;
    *) fail "$* is refused because of '$why': $answer" ;;
  esac
}

everything() { # granted USER, or refused WHY USER
  "$@" Repair
  "$@" Reload
  "$@" SetMode string:repair
}

granted() {
  answer=$(call "$@") || fail "$* is granted: $answer"
}

await_booted
await_all_is_well "after the boot"
cat >/etc/polkit-1/rules.d/50-test.rules <<'END'
polkit.addRule(function(action, subject) {
  if (action.id.indexOf("io.github.rulewarden.") == 0) {
    if (subject.user == "games") return polkit.Result.YES;
    if (subject.user == "mail") return polkit.Result.NO;
  }
});
END
# polkitd begins to watch its rules when it starts.
systemctl restart polkit || fail "polkit restarts"

everything granted root
everything granted games
everything refused "polkit does not authorize user 8" mail
call mail Plan >/dev/null || fail "every user may read"

apt-get purge -y polkitd || fail "apt removes polkit"
systemctl stop polkit # its package leaves it running
everything granted root
everything refused "there is no polkit on the bus" games
call mail Plan >/dev/null || fail "every user may read without polkit"
