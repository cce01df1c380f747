#include "onlooker.h"

#include <poll.h>
#include <sys/socket.h>
#include <time.h>

#define REST_TIMEOUT (10 * NS_PER_S)
#define LOAD_SILENCE (2000 * NS_PER_US)

int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * NS_PER_S + time.tv_nsec;
}

int64_t next_event(struct onlooker *onlooker, int64_t deadline, union datagram *event)
{
    for (;;) {
        struct pollfd readable = {.fd = onlooker->events, .events = POLLIN};
        int64_t left = deadline - now();
        struct timespec timeout = {left / NS_PER_S, left % NS_PER_S};
        int64_t seen;

        if (left <= 0)
            return 0;
        ppoll(&readable, 1, &timeout, NULL);
        seen = now();
        if (receive(onlooker->events, event, MSG_DONTWAIT) > 0) {
            fold_apply(&onlooker->fold, &event->first);
            return seen;
        }
    }
}

bool await_silence(struct onlooker *onlooker, int64_t length)
{
    union datagram event;
    int64_t give_up = now() + REST_TIMEOUT;
    bool came = false;

    while (next_event(onlooker, now() + length, &event) != 0) {
        came = true;
        if (now() > give_up)
            die("the rules do not come to rest");
    }
    return came;
}

static void fold_insert(void *fold, const struct nlmsghdr *rule)
{
    fold_apply(fold, rule);
}

void onlooker_open(struct onlooker *onlooker)
{
    uint32_t unused;

    onlooker->events = open_netlink(&unused);
    onlooker->requests = open_netlink(&onlooker->port);
    join_rule_events(onlooker->events);
    onlooker->fold.count = 0;
    while (!dump_rules(onlooker->requests, fold_insert, &onlooker->fold))
        onlooker->fold.count = 0;
    /* An event between subscription and dump would be applied twice. */
    if (await_silence(onlooker, LOAD_SILENCE))
        die("the rules must be at rest when the watch begins");
    if (first_tailscale_lookup(&onlooker->fold) == onlooker->fold.count)
        die("no rule looks up table %d here", TAILSCALE_TABLE);
}

size_t captures_ahead(const struct onlooker *onlooker)
{
    return count_captures(&onlooker->fold, 0, first_tailscale_lookup(&onlooker->fold));
}

size_t captures_behind(const struct onlooker *onlooker)
{
    return count_captures(&onlooker->fold, first_tailscale_lookup(&onlooker->fold),
                          onlooker->fold.count);
}
