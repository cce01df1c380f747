/*
 * Undoes each move of its rule:
 *
 *     opponent SECONDS
 *
 * Every millisecond it deletes the rule `not fwmark 0xca6c lookup 51820`, wherever it is, and adds
 * it again without a priority.
 */
#include "../latency/netlink.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define MILLISECOND 1000000L

static int change(int fd, int type, int flags)
{
    struct {
        struct nlmsghdr header;
        struct fib_rule_hdr rule;
        struct rtattr mark_header;
        uint32_t mark;
        struct rtattr table_header;
        uint32_t table;
    } message = {
        .header = {.nlmsg_len = sizeof(message), .nlmsg_type = type, .nlmsg_flags = flags},
        .rule = {.family = AF_INET, .action = FR_ACT_TO_TBL, .flags = FIB_RULE_INVERT},
        .mark_header = {RTA_LENGTH(sizeof(uint32_t)), FRA_FWMARK},
        .mark = CAPTURE_MARK,
        .table_header = {RTA_LENGTH(sizeof(uint32_t)), FRA_TABLE},
        .table = CAPTURE_TABLE,
    };

    return request(fd, &message.header);
}

int main(int argc, char **argv)
{
    uint32_t port;
    int fd = open_netlink(&port);
    struct timespec next;

    if (argc != 2)
        die("usage: opponent SECONDS");
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (long left = atol(argv[1]) * 1000; left > 0; left--) {
        int error = change(fd, RTM_DELRULE, 0);

        if (error == 0 || error == ENOENT)
            error = change(fd, RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL);
        if (error != 0 && error != EEXIST)
            die("cannot change the rule: %s", strerror(error));
        next.tv_nsec += MILLISECOND;
        if (next.tv_nsec >= 1000 * MILLISECOND) {
            next.tv_nsec -= 1000 * MILLISECOND;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
    return 0;
}
