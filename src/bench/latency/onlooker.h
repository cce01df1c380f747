/* A process that looks on at the rules of its network namespace and knows their order. */
#ifndef ONLOOKER_H
#define ONLOOKER_H

#include "fold.h"

#define NS_PER_US INT64_C(1000)
#define NS_PER_S INT64_C(1000000000)

struct onlooker {
    int events;
    int requests;
    uint32_t port; /* of the request socket: marks the events that we caused ourselves */
    struct fold fold;
};

/* CLOCK_MONOTONIC in ns. */
int64_t now(void);

/* Subscribes, then reads all rules; ends the program where none looks up Tailscale's table. */
void onlooker_open(struct onlooker *onlooker);

/* Waits for one event, at most until the deadline, and folds it in. Returns the time at which it
 * could be read, and the event itself; 0 when the deadline came first. */
int64_t next_event(struct onlooker *onlooker, int64_t deadline, union datagram *event);

/* Folds in what comes until nothing came for `length` ns. Returns whether anything came. */
bool await_silence(struct onlooker *onlooker, int64_t length);

/* Rules to table 51820 ahead of the first `lookup 52`, and behind it. */
size_t captures_ahead(const struct onlooker *onlooker);
size_t captures_behind(const struct onlooker *onlooker);

#endif
