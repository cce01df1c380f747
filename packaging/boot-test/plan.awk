# Generates the plan of one boot from a seed (-v seed=N): delays of services, their order, and what
# happens after the boot. One line for each:
#   delay PARTY SECONDS | after PARTY PARTY | do VERB PARTY | pause SECONDS

function dice(sides) { return int(rand() * sides) }

# Half of the delays are close to each other, the others clearly apart.
function seconds() { return dice(2) ? rand() * 0.2 : rand() * 1.5 }

BEGIN {
  srand(seed)
  rand() # the first number hardly depends on the seed
  count = split("tailscaled wg-quick@wg0 rulewarden systemd-networkd dbus", parties)

  for (i = 1; i <= count; i++)
    if (dice(2)) printf "delay %s %.3f\n", parties[i], seconds()

  # Not dbus: the others need it, so it would never start after them.
  if (dice(2)) {
    for (i = 4; i > 1; i--) {
      j = 1 + dice(i)
      swapped = parties[i]; parties[i] = parties[j]; parties[j] = swapped
    }
    for (i = 2; i <= 4; i++) print "after", parties[i], parties[i - 1]
  }

  # Some restarts do not wait for the previous one: systemd drops the first of two jobs for one unit. wg-quick
  # and systemd-networkd are always waited for, because one adds rules that the other deletes.
  deeds = 3 + dice(4)
  for (i = 1; i <= deeds; i++) {
    party = parties[1 + dice(count)]
    if (party == "dbus" && dbus++) party = "wg-quick@wg0" # a second restart within seconds is not realistic
    at_once = !dice(3) && party != "wg-quick@wg0" && party != "systemd-networkd"
    print "do", at_once ? "restart-at-once" : "restart", party
    if (dice(2)) printf "pause %.3f\n", rand() * 0.5
  }
}
