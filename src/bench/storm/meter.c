#include "meter.h"
#include "../latency/netlink.h"

#include <stdio.h>
#include <string.h>

static FILE *open_proc(const char *pid, const char *name)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%s/%s", pid, name);
    file = fopen(path, "r");
    if (file == NULL)
        die("cannot read %s: %m", path);
    return file;
}

static long read_ticks(const char *pid)
{
    FILE *file = open_proc(pid, "stat");
    char line[1024];
    long user;
    long system;

    /* The name in parentheses may contain blanks; the times are the 12th and 13th word after it. */
    if (fgets(line, sizeof(line), file) == NULL ||
        sscanf(strrchr(line, ')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld",
               &user, &system) != 2)
        die("cannot understand /proc/%s/stat", pid);
    fclose(file);
    return user + system;
}

static void read_memory(const char *pid, struct meter *meter)
{
    FILE *file = open_proc(pid, "status");
    char line[256];

    while (fgets(line, sizeof(line), file) != NULL) {
        sscanf(line, "VmRSS: %ld", &meter->rss);
        sscanf(line, "VmHWM: %ld", &meter->peak);
    }
    fclose(file);
}

static long read_dropped(void)
{
    FILE *file = open_proc("self", "net/netlink");
    char line[256];
    long sum = 0;
    long dropped;

    while (fgets(line, sizeof(line), file) != NULL)
        if (sscanf(line, "%*x %*d %*u %*x %*d %*d %*d %*d %ld", &dropped) == 1)
            sum += dropped;
    fclose(file);
    return sum;
}

struct meter read_meter(const char *pid)
{
    struct meter meter = {.ticks = read_ticks(pid), .dropped = read_dropped()};

    read_memory(pid, &meter);
    return meter;
}
