/* A process that observes the rules of its network namespace and knows their order. */
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

/* Subscribes, then reads all rules; ends the program if no rule looks up Tailscale's table. */
void onlooker_open(struct onlooker *onlooker);

/* Waits for one event until the deadline, and applies it. Returns the time at which it could be
 * read, and the event itself; 0 if the deadline passed first. */
int64_t next_event(struct onlooker *onlooker, int64_t deadline, union datagram *event);

/* Applies events until none arrives for `length` ns. Returns whether any arrived. */
bool await_silence(struct onlooker *onlooker, int64_t length);

/* Return the number of rules to table 51820 ahead of the first `lookup 52`, and behind it. */
size_t captures_ahead(const struct onlooker *onlooker);
size_t captures_behind(const struct onlooker *onlooker);

#endif
