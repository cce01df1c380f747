/* The opponent: puts the order wrong as wg-quick does, and clears up behind the repairer. */
#ifndef OPPONENT_H
#define OPPONENT_H

#include "onlooker.h"

/* What becomes of the copy that a repair left behind `lookup 52`: see watch.c. */
enum mode { FRESH, AGAIN };

/* One event. Returns the latency in ns; 0 = the order was still wrong after a second. */
int64_t measure(struct onlooker *onlooker);

/* Restores the start state and awaits `gap` ns of silence. */
void restore(struct onlooker *onlooker, enum mode mode, int64_t gap);

#endif
