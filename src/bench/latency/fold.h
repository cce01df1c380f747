/*
 * The rule list as an onlooker knows it: one dump, then every notification folded into it, in the
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

/* Folds one RTM_NEWRULE or RTM_DELRULE in; ends the program if the fold has lost the thread. */
void fold_apply(struct fold *fold, const struct nlmsghdr *event);

/* The index of the first `lookup 52`; count if there is none. */
size_t first_tailscale_lookup(const struct fold *fold);

/* How many rules to table 51820 stand at the indices from .. to - 1. */
size_t count_captures(const struct fold *fold, size_t from, size_t to);

#endif
