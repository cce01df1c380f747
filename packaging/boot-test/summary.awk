# How long the order was wrong in all boots: reads what timeline.awk has printed. Exit code 1 if it was
# wrong for longer than a daemon may need that shares its core with a whole boot.

$2 > 0 { ran[++count] = $2 * 1000 }
$3 > absent { absent = $3 }

END {
  for (i = 1; i <= count; i++) # not many
    for (j = i; j > 1 && ran[j] < ran[j - 1]; j--) {
      swapped = ran[j]; ran[j] = ran[j - 1]; ran[j - 1] = swapped
    }
  if (count)
    printf "rulewarden: inverted %d times while the daemon ran: for %.1f ms in the middle, %.1f ms at most;" \
      " for %.1f s at most while it did not run\n",
      count, ran[int((count + 1) / 2)], ran[count], absent
  if (!count || ran[count] > 500) {
    print "rulewarden: expected inversions, and none that lasts for more than 500 ms"
    exit 1
  }
}
