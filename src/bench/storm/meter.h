/* The resources that a process has used, read from /proc (proc(5)). */
#ifndef METER_H
#define METER_H

struct meter {
    long ticks;   /* user and system time, in clock ticks of 10 ms */
    long rss;     /* resident memory in KiB */
    long peak;    /* the maximum of the resident memory so far */
    long dropped; /* messages that the kernel dropped at full netlink sockets of this namespace */
};

/* Reads the meter of a process; ends the program if the process has ended. */
struct meter read_meter(const char *pid);

#endif
