#!/bin/sh
# Users who are not root have something changed: where polkit lets them, where it does not, and where
# there is no polkit. The daemon is not root either; polkit answers it as the owner of its actions.
set -eu
. /boot-test/await.sh
. /boot-test/right.sh

# call USER METHOD ARGUMENT...: what the bus answers, on stdout and stderr.
# shellcheck disable=SC2086 # the manager is three words
call() {
  user=$1
  shift
  setpriv --reuid="$user" --regid="$user" --clear-groups busctl call --timeout=10 $manager "$@" 2>&1
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

everything() { # granted or "refused WHY", then the user
  "$@" Repair
  "$@" Reload
  "$@" SetMode s repair
}

granted() {
  answer=$(call "$@") || fail "$* is granted: $answer"
}

await 20 "systemd answers" test -S /run/systemd/private
systemctl is-system-running --wait >/dev/null || fail "the boot ends without a failed unit"
await_all_is_well "after the boot"
cat >/etc/polkit-1/rules.d/50-test.rules <<'END'
polkit.addRule(function(action, subject) {
  if (action.id.indexOf("io.github.rulewarden.") == 0 && subject.user == "games")
    return polkit.Result.YES;
});
END
# polkitd begins to watch its rules when it starts.
systemctl restart polkit || fail "polkit restarts"

everything granted root
everything granted games
everything refused "Access denied" mail
call mail Plan >/dev/null || fail "everybody may read"

apt-get purge -y polkitd || fail "apt removes polkit"
everything granted root
everything refused "there is no polkit on the bus" games
call mail Plan >/dev/null || fail "everybody may read without polkit"
