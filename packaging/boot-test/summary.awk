# Prints how long the order was wrong in all boots, from the output of timeline.awk. The times also depend
# on the machine, so none is too long. Exit code 1 if the order was never wrong: then nothing was tested.

$2 > 0 { ran[++count] = $2 * 1000 }
$3 > absent { absent = $3 }

END {
  for (i = 1; i <= count; i++) # not many
    for (j = i; j > 1 && ran[j] < ran[j - 1]; j--) {
      swapped = ran[j]; ran[j] = ran[j - 1]; ran[j - 1] = swapped
    }
  if (count)
    printf "rulewarden: inverted %d times while the daemon ran: for %.1f ms (median), %.1f ms at most;" \
      " for %.1f s at most while it did not run\n",
      count, ran[int((count + 1) / 2)], ran[count], absent
  else {
    print "rulewarden: expected inversions while the daemon runs, found none"
    exit 1
  }
}
