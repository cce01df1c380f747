#include "threads.h"
#include "../latency/netlink.h"

#include <dirent.h>
#include <stdio.h>

static long count_of(const char *pid, const char *thread)
{
    char path[300];
    char line[256];
    long count = 0;
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%s/task/%s/status", pid, thread);
    file = fopen(path, "r");
    if (file == NULL)
        return 0; /* the thread has ended */
    while (fgets(line, sizeof(line), file) != NULL)
        sscanf(line, "voluntary_ctxt_switches: %ld", &count);
    fclose(file);
    return count;
}

long count_wake_ups(const char *pid)
{
    char path[64];
    long sum = 0;
    struct dirent *thread;
    DIR *threads;

    snprintf(path, sizeof(path), "/proc/%s/task", pid);
    threads = opendir(path);
    if (threads == NULL)
        die("cannot read %s: %m", path);
    while ((thread = readdir(threads)) != NULL)
        if (thread->d_name[0] != '.')
            sum += count_of(pid, thread->d_name);
    closedir(threads);
    return sum;
}
