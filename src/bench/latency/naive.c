/*
 * The baseline of the benchmark: the minimum that restores the order. It deletes a rule to table
 * 51820 as soon as it appears ahead of `lookup 52`. That is fast and wrong: full-tunnel traffic is
 * in the clear from then on, and the program does not check which rule the kernel really deletes.
 */
#include "netlink.h"

#include <stdio.h>
#include <string.h>

static void lower_to_lookup_52(void *first, const struct nlmsghdr *rule)
{
    uint32_t *priority = first;

    if (looks_up(rule, TAILSCALE_TABLE) && priority_of(rule) < *priority)
        *priority = priority_of(rule);
}

int main(void)
{
    uint32_t port;
    uint32_t lookup_52;
    int events = open_netlink(&port);
    int requests = open_netlink(&port);

    join_rule_events(events);
    do
        lookup_52 = UINT32_MAX;
    while (!dump_rules(requests, lower_to_lookup_52, &lookup_52));
    if (lookup_52 == UINT32_MAX)
        die("no rule looks up table %d here", TAILSCALE_TABLE);

    for (;;) {
        union datagram event;
        union rule_message delete;
        int error;

        receive(events, &event, 0);
        if (event.first.nlmsg_type != RTM_NEWRULE || !looks_up(&event.first, CAPTURE_TABLE) ||
            priority_of(&event.first) >= lookup_52)
            continue;
        make_delete(&delete, &event.first);
        error = request(requests, &delete.header);
        if (error != 0)
            fprintf(stderr, "naive: cannot delete the rule: %s\n", strerror(error));
    }
}
