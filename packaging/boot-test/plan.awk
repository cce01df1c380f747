# Makes up one boot from a seed (-v seed=N): who is delayed by how many seconds, who has to wait for
# whom, and what happens once the machine is up. One line each:
#   delay PARTY SECONDS | after PARTY PARTY | do VERB PARTY | pause SECONDS

function dice(sides) { return int(rand() * sides) }

# Delays come in two kinds: within the milliseconds of each other, and clearly apart.
function seconds() { return dice(2) ? rand() * 0.2 : rand() * 1.5 }

BEGIN {
  srand(seed)
  rand() # the first one hardly depends on the seed
  count = split("tailscaled wg-quick@wg0 rulewarden systemd-networkd dbus", parties)

  for (i = 1; i <= count; i++)
    if (dice(2)) printf "delay %s %.3f\n", parties[i], seconds()

  # Not dbus: behind the others it would never come, for they need it.
  if (dice(2)) {
    for (i = 4; i > 1; i--) {
      j = 1 + dice(i)
      swapped = parties[i]; parties[i] = parties[j]; parties[j] = swapped
    }
    for (i = 2; i <= 4; i++) print "after", parties[i], parties[i - 1]
  }

  # Of two jobs for one unit systemd drops the first: all but the last are not waited for at times.
  # But for these two: the one purges rules while the other adds them, one after the other.
  deeds = 3 + dice(4)
  for (i = 1; i <= deeds; i++) {
    party = parties[1 + dice(count)]
    if (party == "dbus" && dbus++) party = "wg-quick@wg0" # twice in seconds is no boot any more
    at_once = !dice(3) && party != "wg-quick@wg0" && party != "systemd-networkd"
    print "do", at_once ? "restart-at-once" : "restart", party
    if (dice(2)) printf "pause %.3f\n", rand() * 0.5
  }
}
