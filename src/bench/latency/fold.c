#include "fold.h"

#include <string.h>

static void insert(struct fold *fold, const struct nlmsghdr *rule)
{
    size_t place = 0;

    if (fold->count == FOLD_CAPACITY || rule->nlmsg_len > sizeof(fold->rules[0]))
        die("more than %d rules, or a rule of more than %zu bytes", FOLD_CAPACITY,
            sizeof(fold->rules[0]));
    while (place < fold->count && priority_of(&fold->rules[place].header) <= priority_of(rule))
        place++;
    memmove(&fold->rules[place + 1], &fold->rules[place],
            (fold->count - place) * sizeof(fold->rules[0]));
    memcpy(&fold->rules[place], rule, rule->nlmsg_len);
    fold->count++;
}

/* The kernel always describes a rule by the same bytes; only the netlink header differs (flags,
 * port, sequence). */
static bool same_rule(const struct nlmsghdr *one, const struct nlmsghdr *other)
{
    return one->nlmsg_len == other->nlmsg_len &&
           memcmp(NLMSG_DATA(one), NLMSG_DATA(other), NLMSG_PAYLOAD(one, 0)) == 0;
}

static void remove_rule(struct fold *fold, const struct nlmsghdr *rule)
{
    for (size_t i = 0; i < fold->count; i++) {
        if (same_rule(&fold->rules[i].header, rule)) {
            fold->count--;
            memmove(&fold->rules[i], &fold->rules[i + 1],
                    (fold->count - i) * sizeof(fold->rules[0]));
            return;
        }
    }
    die("the kernel deleted a rule of priority %u that was never seen", priority_of(rule));
}

void fold_apply(struct fold *fold, const struct nlmsghdr *event)
{
    if (event->nlmsg_type == RTM_NEWRULE)
        insert(fold, event);
    else if (event->nlmsg_type == RTM_DELRULE)
        remove_rule(fold, event);
    else
        die("expected a rule event, found a message of type %u", event->nlmsg_type);
}

size_t first_tailscale_lookup(const struct fold *fold)
{
    size_t i = 0;

    while (i < fold->count && !looks_up(&fold->rules[i].header, TAILSCALE_TABLE))
        i++;
    return i;
}

size_t count_captures(const struct fold *fold, size_t from, size_t to)
{
    size_t found = 0;

    for (size_t i = from; i < to; i++)
        found += looks_up(&fold->rules[i].header, CAPTURE_TABLE);
    return found;
}
