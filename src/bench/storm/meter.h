/* What a process has used, as /proc tells it (proc(5)). */
#ifndef METER_H
#define METER_H

struct meter {
    long ticks;   /* user and system time, in clock ticks of 10 ms */
    long rss;     /* resident memory in KiB */
    long peak;    /* the most that it ever was */
    long dropped; /* messages for netlink sockets of this namespace that found no room */
};

/* Reads the meter of a process; ends the program if it is gone. */
struct meter read_meter(const char *pid);

#endif
