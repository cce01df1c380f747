# Turns the probe's line of JSON into a row of the table. Needs -v name=NAME.

function field(key) {
    if (!match($0, "\"" key "\":[0-9.]+")) {
        print "row.awk: no " key " in " $0 > "/dev/stderr"
        exit 1
    }
    return substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) + 0
}

{
    printf "| %-40s | %7d | %6d | %6d | %6d | %3.1f %% | %6.1f, %6.1f MiB | %7d |\n", name,
        field("repairs"), field("p50"), field("p99"), field("max"),
        field("ticks") / field("seconds"), field("rssBefore") / 1024, field("rssAfter") / 1024,
        field("dropped")
}
