/* The threads of a process, read from /proc (proc(5)). */
#ifndef THREADS_H
#define THREADS_H

/* Returns how often all threads together gave up the processor; a wake-up followed each time. */
long count_wake_ups(const char *pid);

#endif
