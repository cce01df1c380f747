# Turns start.c's JSON lines into a table of medians. Needs -v idle=SECONDS and -v size=KIB.

function median(key,    i, j, sorted, moved) {
    for (i = 1; i <= NR; i++) {
        moved = figures[key, i]
        for (j = i - 1; j >= 1 && sorted[j] > moved; j--)
            sorted[j + 1] = sorted[j]
        sorted[j + 1] = moved
    }
    worst = sorted[NR]
    return (sorted[int((NR + 1) / 2)] + sorted[int(NR / 2) + 1]) / 2
}

function row(name, key, divisor, unit, digits,    middle) {
    middle = median(key)
    printf "| %s | %.*f %s (%.*f) |\n", name, digits, middle / divisor, unit, digits,
        worst / divisor
}

{
    gsub(/[{}"]/, "")
    for (i = split($0, pairs, ","); i >= 1; i--) {
        split(pairs[i], pair, ":")
        figures[pair[1], NR] = pair[2]
    }
}

END {
    print "|   |   |"
    print "|---|--:|"
    row("exec to the first repair done, both families", "repair", 1000, "ms", 0)
    row("processor time until then", "repairCpu", 1000, "ms", 0)
    row("exec to READY=1", "ready", 1000, "ms", 0)
    row("processor time until then", "readyCpu", 1000, "ms", 0)
    row("idle: resident memory, on the bus", "rss", 1024, "MiB", 1)
    row("idle: wake-ups per second", "wakeUps", idle, "/s", 2)
    row("idle: processor time in " idle " s, in ticks of 10 ms", "ticks", 1, "", 0)
    row("SIGTERM to exit", "end", 1000, "ms", 0)
    row("`rulewarden status` over the bus", "command", 1000, "ms", 0)
    printf "| %s | %.1f MiB |\n", "the installed tree", size / 1024
}
