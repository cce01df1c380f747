#include "opponent.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define REPAIR_TIMEOUT (1 * NS_PER_S)
#define RESTORE_TIMEOUT (10 * NS_PER_S)

/* What `ip rule add not fwmark 0xca6c lookup 51820` of iproute2 6.1 sends. */
static void add_capture(struct onlooker *onlooker)
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
    int error = request(onlooker->requests, &message.header);

    if (error != 0)
        die("cannot add the rule: %s", strerror(error));
}

int64_t measure(struct onlooker *onlooker)
{
    union datagram event;
    bool added = false;
    int64_t start = now();
    int64_t seen;

    add_capture(onlooker);
    while ((seen = next_event(onlooker, start + REPAIR_TIMEOUT, &event)) != 0) {
        /* The order is right until our own add is applied, so the check begins only then. */
        if (event.first.nlmsg_type == RTM_NEWRULE && event.first.nlmsg_pid == onlooker->port) {
            added = true;
            if (captures_ahead(onlooker) == 0)
                die("the added rule landed behind Tailscale's: nothing to repair");
        }
        if (added && captures_ahead(onlooker) == 0)
            return seen - start;
    }
    return 0;
}

/* The list stays the same in the loop: the notifications of the deletes are read later. */
static void delete_captures(struct onlooker *onlooker, enum mode mode)
{
    const struct fold *fold = &onlooker->fold;
    size_t end = mode == FRESH ? fold->count : first_tailscale_lookup(fold);

    for (size_t i = 0; i < end; i++) {
        union rule_message delete;
        int error;

        if (!looks_up(&fold->rules[i].header, CAPTURE_TABLE))
            continue;
        make_delete(&delete, &fold->rules[i].header);
        error = request(onlooker->requests, &delete.header);
        /* The repairer may have deleted the rule after the timeout; notifications show it later. */
        if (error != 0)
            fprintf(stderr, "watch: cannot restore the start state: %s\n", strerror(error));
    }
}

void restore(struct onlooker *onlooker, enum mode mode, int64_t gap)
{
    int64_t give_up = now() + RESTORE_TIMEOUT;

    await_silence(onlooker, mode == FRESH ? gap / 2 : gap);
    while (captures_ahead(onlooker) > 0 || (mode == FRESH && captures_behind(onlooker) > 0)) {
        if (now() > give_up)
            die("somebody keeps putting rules to table %d back", CAPTURE_TABLE);
        delete_captures(onlooker, mode);
        await_silence(onlooker, gap);
    }
}
