/*
 * Measures a daemon during a storm: the latency of repairs, the daemon's cost, and the final rules.
 *
 *     probe [--gap-us N] [--skip-s N] -- STORM [ARGUMENT...]
 *
 * Repeatedly adds `not fwmark 0xca6c lookup 51820` without a priority, from the beginning of STORM
 * to its end, each time after the last rule was repaired and a gap has passed. The order is right
 * again when this process sees no such rule ahead of priority 5270 any more. This process uses a
 * part of the two cores itself. The daemon is the process SERVER_PID (see ready.c). With --gap-us 0
 * no rule is added. The first --skip-s seconds of the storm are not counted.
 *
 * Prints one line of JSON: repairs, p50, p99 and max of their latency in us; the daemon's processor
 * time in ticks from the beginning to a second after the end, and the length of this period in
 * seconds; its RSS before, after and at its peak in KiB; the number of messages that the kernel
 * dropped for lack of space.
 *
 * Exit codes: 0 measured; 1 a repair took more than ten seconds, or not exactly one rule was left,
 * behind priority 5270; 2 usage.
 */
#include "../latency/netlink.h"
#include "meter.h"

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S 1000000000LL
#define REPAIR_TIMEOUT (10 * NS_PER_S)
#define TAILSCALE_PRIORITY 5270
#define CALM (3 * NS_PER_S)
#define MOST_REPAIRS 1000000

static int events;
static int requests;
static uint32_t port;
static long ahead;
static long behind;
static double latencies[MOST_REPAIRS];
static size_t repairs;

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * NS_PER_S + time.tv_nsec;
}

/* Processes one event, if one arrives before the deadline. */
static bool follow(int64_t deadline)
{
    struct pollfd readable = {.fd = events, .events = POLLIN};
    int64_t left = deadline - now();
    struct timespec timeout = {left / NS_PER_S, left % NS_PER_S};
    union datagram event;
    int change;

    if (left <= 0)
        return false;
    ppoll(&readable, 1, &timeout, NULL);
    if (receive(events, &event, MSG_DONTWAIT) == 0)
        return true;
    if (!looks_up(&event.first, CAPTURE_TABLE))
        return true;
    change = event.first.nlmsg_type == RTM_NEWRULE ? 1 : -1;
    if (priority_of(&event.first) < TAILSCALE_PRIORITY)
        ahead += change;
    else
        behind += change;
    return true;
}

static void rest(int64_t length)
{
    int64_t end = now() + length;

    while (follow(end))
        ;
}

static void add_capture(void)
{
    struct {
        struct nlmsghdr header;
        struct fib_rule_hdr rule;
        struct rtattr mark_header;
        uint32_t mark;
        struct rtattr table_header;
        uint32_t table;
    } message = {
        .header = {.nlmsg_len = sizeof(message),
                   .nlmsg_type = RTM_NEWRULE,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK},
        .rule = {.family = AF_INET, .action = FR_ACT_TO_TBL, .flags = FIB_RULE_INVERT},
        .mark_header = {RTA_LENGTH(sizeof(uint32_t)), FRA_FWMARK},
        .mark = CAPTURE_MARK,
        .table_header = {RTA_LENGTH(sizeof(uint32_t)), FRA_TABLE},
        .table = CAPTURE_TABLE,
    };
    int error = request(requests, &message.header);

    if (error != 0)
        die("cannot add the rule: %s", strerror(error));
}

static void measure(void)
{
    int64_t start = now();
    bool added = false;

    add_capture();
    while (!added || ahead > 0) {
        if (!follow(start + REPAIR_TIMEOUT))
            die("nothing was repaired for ten seconds");
        added = added || ahead > 0;
    }
    if (repairs < MOST_REPAIRS)
        latencies[repairs++] = (now() - start) / 1000.0;
}

static pid_t start(char **storm)
{
    pid_t pid = fork();

    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        /* stdout is reserved for the results. */
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(storm[0], storm);
        die("cannot run %s: %m", storm[0]);
    }
    if (pid < 0)
        die("cannot fork: %m");
    return pid;
}

static bool rages(pid_t storm)
{
    int status;

    if (waitpid(storm, &status, WNOHANG) == 0)
        return true;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        die("the storm failed");
    return false;
}

static int ascending(const void *one, const void *other)
{
    double a = *(const double *)one;
    double b = *(const double *)other;

    return (a > b) - (a < b);
}

static double percentile(size_t percent)
{
    size_t rank = (repairs * percent + 99) / 100;

    return repairs == 0 ? 0 : latencies[rank == 0 ? 0 : rank - 1];
}

static _Noreturn void usage(void)
{
    fputs("usage: probe [--gap-us N] [--skip-s N] -- STORM [ARGUMENT...]\n", stderr);
    exit(2);
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"gap-us", required_argument, NULL, 'g'},
        {"skip-s", required_argument, NULL, 's'},
        {0},
    };
    const char *server = getenv("SERVER_PID");
    int64_t gap = 20000000;
    int64_t skip = 0;
    int64_t begin;
    struct meter before;
    struct meter after;
    int option;
    pid_t storm;

    while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        if (option == 'g')
            gap = atol(optarg) * 1000;
        else if (option == 's')
            skip = atol(optarg) * NS_PER_S;
        else
            usage();
    }
    if (optind == argc || server == NULL)
        usage();
    events = open_netlink(&port);
    requests = open_netlink(&port);
    join_rule_events(events);
    /* The daemon warms up first, so that the work after its start does not count for the storm. */
    for (int i = 0; i < 300 && gap > 0; i++) {
        measure();
        rest(2000000);
    }
    rest(CALM);
    repairs = 0;

    storm = start(argv + optind);
    rest(skip);
    before = read_meter(server);
    begin = now();
    while (rages(storm)) {
        if (gap > 0)
            measure();
        rest(gap > 0 ? gap : NS_PER_S / 10);
    }
    rest(NS_PER_S);
    after = read_meter(server);

    qsort(latencies, repairs, sizeof(*latencies), ascending);
    printf("{\"repairs\":%zu,\"p50\":%.0f,\"p99\":%.0f,\"max\":%.0f,\"ticks\":%ld,"
           "\"seconds\":%.1f,\"rssBefore\":%ld,\"rssAfter\":%ld,\"rssPeak\":%ld,\"dropped\":%ld}\n",
           repairs, percentile(50), percentile(99), percentile(100), after.ticks - before.ticks,
           (now() - begin) / 1e9, before.rss, after.rss, after.peak, after.dropped - before.dropped);
    if (gap > 0 && (ahead != 0 || behind != 1))
        die("%ld rules are left ahead and %ld behind, not none and one", ahead, behind);
    return 0;
}
