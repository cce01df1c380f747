/*
 * Measures the life of one daemon, from its start among inverted rules to its end:
 *
 *     start --notify PATH [--idle-s N] DAEMON [ARGUMENT...] -- COMMAND [ARGUMENT...]
 *
 * wg-quick's two rules stand ahead of Tailscale's priority 5210 in this network namespace, in both
 * families. This program starts DAEMON. The first repair ends when this process sees none of the
 * rules there any more. DAEMON is ready when it sends READY=1 to the datagram socket PATH, which it
 * finds in NOTIFY_SOCKET. When DAEMON is idle, this program runs and times COMMAND, which calls
 * DAEMON. It then leaves DAEMON alone for N seconds, and sends SIGTERM at the end.
 *
 * Prints one line of JSON: repair, ready, command, end in us; repairCpu and readyCpu, the processor
 * time that DAEMON had used at its first repair and when it was ready, in us; rss in KiB after the
 * N seconds; wakeUps and ticks of 10 ms in the N seconds.
 *
 * Exit codes: 0 measured; 1 a step timed out, or COMMAND or DAEMON failed; 2 usage.
 */
#include "../latency/netlink.h"
#include "../storm/meter.h"
#include "threads.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TAILSCALE_PRIORITY 5210
#define NS_PER_S INT64_C(1000000000)
#define TIMEOUT_MS 20000
#define SETTLED_S 2 /* so long without a tick: the rehearsal is over */

struct child {
    pid_t pid; /* 0 = none */
    int pidfd;
    int64_t begin; /* ns */
};

static struct child daemon_process;
static long ahead = 4; /* rules */

static int64_t read_clock(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return time.tv_sec * NS_PER_S + time.tv_nsec;
}

static int64_t now(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

static void end_daemon(void)
{
    if (daemon_process.pid > 0)
        kill(daemon_process.pid, SIGKILL);
}

static struct child start(char **command)
{
    struct child child = {.begin = now()};

    child.pid = fork();
    if (child.pid == 0) {
        /* The child must end if this process is killed. Its output is not part of the result. */
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(command[0], command);
        fprintf(stderr, "start: cannot run %s: %m\n", command[0]);
        _exit(127);
    }
    if (child.pid < 0)
        die("cannot fork: %m");
    child.pidfd = pidfd_open(child.pid, 0);
    return child;
}

/* Waits for the child's end. Returns the time from `begin` to the end, in ns. */
static int64_t await_end(struct child *child, int64_t begin)
{
    struct pollfd ended = {.fd = child->pidfd, .events = POLLIN};
    int64_t length;
    int status;

    if (poll(&ended, 1, TIMEOUT_MS) != 1)
        die("a process does not end");
    length = now() - begin;
    waitpid(child->pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        die("a process failed (wait status %d)", status);
    child->pid = 0;
    return length;
}

static int64_t used(const struct child *child)
{
    clockid_t clock;

    if (clock_getcpuclockid(child->pid, &clock) != 0)
        die("the daemon has ended");
    return read_clock(clock);
}

static int open_notify_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (strlen(path) >= sizeof(address.sun_path))
        die("the path of the notify socket is too long");
    strcpy(address.sun_path, path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
        die("cannot bind the notify socket: %m");
    setenv("NOTIFY_SOCKET", path, 1);
    return fd;
}

/* Reads one message, which consists of lines NAME=VALUE. */
static bool says_ready(int notify)
{
    char message[4096] = "\n";
    ssize_t length = recv(notify, message + 1, sizeof(message) - 3, MSG_DONTWAIT);

    if (length < 0)
        return false;
    strcpy(message + 1 + length, "\n");
    return strstr(message, "\nREADY=1\n") != NULL;
}

static void follow(int events)
{
    union datagram event;

    if (receive(events, &event, MSG_DONTWAIT) == 0 ||
        priority_of(&event.first) >= TAILSCALE_PRIORITY)
        return;
    ahead += event.first.nlmsg_type == RTM_NEWRULE ? 1 : -1;
}

static void join(int fd, int group)
{
    if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)) < 0)
        die("cannot join a group of rtnetlink: %m");
}

/* Measures the time from the start to the first repair and to READY=1. */
static void measure_start(int events, int notify)
{
    int64_t repair = 0;
    int64_t ready = 0;
    int64_t repair_cpu = 0;

    while (repair == 0 || ready == 0) {
        struct pollfd waits[] = {
            {.fd = events, .events = POLLIN},
            {.fd = notify, .events = POLLIN},
            {.fd = daemon_process.pidfd, .events = POLLIN},
        };

        if (poll(waits, 3, TIMEOUT_MS) == 0)
            die("no repair, or no READY=1");
        if (waits[2].revents != 0)
            die("the daemon has ended");
        if (waits[0].revents != 0)
            follow(events);
        if (repair == 0 && ahead == 0) {
            repair = now() - daemon_process.begin;
            repair_cpu = used(&daemon_process);
        }
        if (waits[1].revents != 0 && ready == 0 && says_ready(notify))
            ready = now() - daemon_process.begin;
    }
    printf("{\"repair\":%ld,\"repairCpu\":%ld,\"ready\":%ld,\"readyCpu\":%ld", repair / 1000,
           repair_cpu / 1000, ready / 1000, used(&daemon_process) / 1000);
}

static void pass(int notify, long seconds)
{
    int64_t end = now() + seconds * NS_PER_S;
    struct pollfd readable = {.fd = notify, .events = POLLIN};

    /* The loop reads until the end: a full queue would not block the daemon, but lose messages. */
    for (int64_t left = end - now(); left > 0; left = end - now())
        if (poll(&readable, 1, left / 1000000 + 1) == 1)
            says_ready(notify);
}

static void settle(int notify, const char *pid)
{
    long before = -1;

    for (long ticks = read_meter(pid).ticks; ticks != before; ticks = read_meter(pid).ticks) {
        before = ticks;
        pass(notify, SETTLED_S);
    }
}

static void measure_idleness(int notify, const char *pid, long seconds)
{
    struct meter before = read_meter(pid);
    long wake_ups = count_wake_ups(pid);
    struct meter after;

    pass(notify, seconds);
    wake_ups = count_wake_ups(pid) - wake_ups;
    after = read_meter(pid);
    printf(",\"rss\":%ld,\"wakeUps\":%ld,\"ticks\":%ld", after.rss, wake_ups,
           after.ticks - before.ticks);
}

static _Noreturn void usage(void)
{
    fputs("usage: start --notify PATH [--idle-s N] DAEMON [ARGUMENT...] -- COMMAND [ARGUMENT...]\n",
          stderr);
    exit(2);
}

int main(int argc, char **argv)
{
    uint32_t port;
    long idle = 30;
    int events = open_netlink(&port);
    int notify = -1;
    int first = 1;
    int separator;
    char pid[16];
    struct child command;
    int64_t begin;

    for (; first + 1 < argc && strncmp(argv[first], "--", 2) == 0; first += 2) {
        if (strcmp(argv[first], "--notify") == 0)
            notify = open_notify_socket(argv[first + 1]);
        else if (strcmp(argv[first], "--idle-s") == 0)
            idle = atol(argv[first + 1]);
        else
            usage();
    }
    for (separator = first; separator < argc && strcmp(argv[separator], "--") != 0; separator++)
        ;
    if (notify < 0 || separator == first || separator + 1 >= argc)
        usage();
    argv[separator] = NULL;

    join_rule_events(events);
    join(events, RTNLGRP_IPV6_RULE);
    atexit(end_daemon);
    daemon_process = start(argv + first);
    measure_start(events, notify);
    snprintf(pid, sizeof(pid), "%d", daemon_process.pid);
    settle(notify, pid);
    command = start(argv + separator + 1);
    printf(",\"command\":%ld", await_end(&command, command.begin) / 1000);
    settle(notify, pid);
    measure_idleness(notify, pid, idle);
    begin = now();
    kill(daemon_process.pid, SIGTERM);
    printf(",\"end\":%ld}\n", await_end(&daemon_process, begin) / 1000);
    return 0;
}
