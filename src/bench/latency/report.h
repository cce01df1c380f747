/* What one run of the watch found, and how it is told. */
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

/* Several lines for people, latencies in microseconds. */
void report_print(struct report *report);

/* One line of JSON, the same figures; a latency of 0 = there is none, all events timed out. */
void report_print_json(struct report *report);

#endif
