/* The results of one run of the watch, and their output. */
#ifndef REPORT_H
#define REPORT_H

#include <stddef.h>
#include <stdint.h>

struct report {
    const char *mode;
    int64_t gap;        /* ns of silence before each event */
    size_t events;      /* rules added */
    size_t timeouts;    /* events after which the order did not become right in time */
    size_t kept;        /* events after which exactly one rule to table 51820 stood behind */
    size_t count;       /* latencies: one for each event that did not time out */
    int64_t *latencies; /* ns, in the order of the events; sorted by the printing */
    int64_t first;      /* ns, latency of the very first event; 0 = timed out */
};

/* Prints several lines for humans, latencies in microseconds. */
void report_print(struct report *report);

/* Prints the same results as one line of JSON; a latency of 0 means that all events timed out. */
void report_print_json(struct report *report);

#endif
