# Turns the watch's JSON lines (one a run, with the repairer's name) into a table of medians.
# Needs -v events=N; exits with 1 if a run of Rulewarden left no copy, or more than one.

function field(name) {
    if (!match($0, "\"" name "\":\"?[^,\"}]*")) {
        print "table.awk: no " name " in " $0 > "/dev/stderr"
        exit failed = 1
    }
    value = substr($0, RSTART, RLENGTH)
    sub(/^[^:]*:"?/, "", value)
    return value
}

function median(name, key,    i, j, n, sorted, moved) {
    n = runs[name]
    for (i = 1; i <= n; i++) {
        moved = figures[name, key, i]
        for (j = i - 1; j >= 1 && sorted[j] > moved; j--)
            sorted[j + 1] = sorted[j]
        sorted[j + 1] = moved
    }
    return (sorted[int((n + 1) / 2)] + sorted[int(n / 2) + 1]) / 2
}

BEGIN {
    keys = split("p50 p99 max first", key)
    yardstick = "naive C"
}

{
    # A name may contain a comma, so the quotes delimit it.
    split($0, quoted, "\"")
    name = quoted[4]
    if (!(name in runs))
        names[++repairers] = name
    runs[name]++
    for (i = 1; i <= keys; i++)
        figures[name, key[i], runs[name]] = field(key[i]) + 0
    kept = field("kept") + 0
    if (runs[name] == 1 || kept < least_kept[name])
        least_kept[name] = kept
}

END {
    if (failed)
        exit 1
    print "| repairer          |   p50 |   p99 |   max | first | p50 : C | p99 : C | copy kept    |"
    print "|-------------------|------:|------:|------:|------:|--------:|--------:|--------------|"
    for (i = 1; i <= repairers; i++) {
        name = names[i]
        printf "| %-17s | %5.0f | %5.0f | %5.0f | %5.0f | %7.1f | %7.1f | %-12s |\n", name,
            median(name, "p50"), median(name, "p99"), median(name, "max"), median(name, "first"),
            median(name, "p50") / median(yardstick, "p50"),
            median(name, "p99") / median(yardstick, "p99"), least_kept[name] " of " events
        if (name ~ /^Rulewarden/ && least_kept[name] != events) {
            print "table.awk: " name " did not leave exactly one copy each time" > "/dev/stderr"
            failed = 1
        }
    }
    exit failed
}
