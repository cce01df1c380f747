# How long the order was wrong in all boots: reads what timeline.awk has printed. That tells of the
# machine, too, and is not judged. Exit code 1 if the order was never wrong: then nothing was tested.

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
  else {
    print "rulewarden: expected inversions while the daemon runs, and found none"
    exit 1
  }
}
