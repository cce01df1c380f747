/* The threads of a process, as /proc tells of them (proc(5)). */
#ifndef THREADS_H
#define THREADS_H

/* How often they gave the processor up, together: each time something woke them afterwards. */
long count_wake_ups(const char *pid);

#endif
