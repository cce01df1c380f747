/* The opponent: inverts the order as wg-quick does, and cleans up after the repairer. */
#ifndef OPPONENT_H
#define OPPONENT_H

#include "onlooker.h"

/* The treatment of the copy that a repair left behind `lookup 52`: see watch.c. */
enum mode { FRESH, AGAIN };

/* Runs one event. Returns the latency in ns; 0 if the order was still wrong after a second. */
int64_t measure(struct onlooker *onlooker);

/* Restores the start state and awaits `gap` ns of silence. */
void restore(struct onlooker *onlooker, enum mode mode, int64_t gap);

#endif
