/*
 * The rule list as an onlooker knows it: one dump, to which every notification is applied, in the
 * kernel's order (by priority; a new rule goes behind those of its own priority).
 */
#ifndef FOLD_H
#define FOLD_H

#include "netlink.h"

#define FOLD_CAPACITY 256

struct fold {
    size_t count;
    union rule_message rules[FOLD_CAPACITY];
};

/* Applies one RTM_NEWRULE or RTM_DELRULE; ends the program if it does not fit the list. */
void fold_apply(struct fold *fold, const struct nlmsghdr *event);

/* Returns the index of the first `lookup 52`; count if there is none. */
size_t first_tailscale_lookup(const struct fold *fold);

/* Returns the number of rules to table 51820 at the indices from .. to - 1. */
size_t count_captures(const struct fold *fold, size_t from, size_t to);

#endif
