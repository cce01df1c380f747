# Prints how long the order was wrong in one boot. Reads the logs of `ip monitor` for both families and
# the daemon's starts and stops from the journal, sorted by time:
#   TIME 4|6 [Deleted ]PRIORITY:<tab>RULE        TIME up|down
# and prints a line for each inversion: family, seconds with the daemon running, seconds without it.

function seconds(time,    parts, s) {
  split(substr(time, 12), parts, ":")
  s = parts[1] * 3600 + parts[2] * 60 + parts[3]
  if (s < last) s += 86400 # past midnight
  return s
}

function is_wrong(family,    key, parts, lookup, vpn) {
  lookup = vpn = 1e10
  for (key in count) {
    if (count[key] < 1) continue # its delete was reported before its add
    split(key, parts, SUBSEP)
    if (parts[1] != family) continue
    if (parts[2] == "lookup") { if (parts[3] < lookup) lookup = parts[3] + 0 }
    else if (parts[3] < vpn) vpn = parts[3] + 0
  }
  return lookup < 1e10 && vpn < lookup
}

function add_up(family, span) {
  if (!wrong[family]) return
  if (up) ran[family] += span; else absent[family] += span
}

function report(family) {
  printf "%s %.6f %.6f\n", family, ran[family], absent[family]
  ran[family] = absent[family] = 0
}

{
  now = seconds($1)
  add_up(4, now - last)
  add_up(6, now - last)
  last = now
}

$2 == "up" { up = 1; next }
$2 == "down" { up = 0; next }

{
  family = $2
  change = $3 == "Deleted" ? -1 : 1
  if (change < 0) { $3 = $4 }
  priority = $3; sub(/:.*/, "", priority)
  if (/ lookup 51820/ || / lookup main suppress_prefixlength 0/) kind = "vpn"
  else if (/from all lookup 52( |$)/) kind = "lookup"
  else next
  count[family, kind, priority] += change
  if (wrong[family] && !is_wrong(family)) report(family)
  wrong[family] = is_wrong(family)
}

END {
  for (family in wrong) if (wrong[family]) report(family)
}
