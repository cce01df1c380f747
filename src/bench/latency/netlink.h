/*
 * The part of rtnetlink(7) that the benchmark needs. On an error that would spoil the measurement,
 * these functions end the program with one sentence on stderr and exit code 1.
 */
#ifndef NETLINK_H
#define NETLINK_H

#include <linux/fib_rules.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* wg-quick's first table and mark, and Tailscale's table. */
#define CAPTURE_TABLE 51820
#define CAPTURE_MARK 0xca6c
#define TAILSCALE_TABLE 52

/* A rule takes about 100 bytes; a rule that does not fit is refused, never truncated. */
union rule_message {
    struct nlmsghdr header;
    char bytes[512];
};

/* One datagram from the kernel; a dump puts at most 32 KiB into one (af_netlink.c). */
union datagram {
    struct nlmsghdr first;
    char bytes[32768];
};

_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Opens a bound NETLINK_ROUTE socket and stores the port id that the kernel chose for it. */
int open_netlink(uint32_t *port);

/* Joins RTNLGRP_IPV4_RULE with a receive buffer of 8 MiB: more than 8,000 events. */
void join_rule_events(int fd);

/* Receives one datagram from the kernel; blocks, unless flags has MSG_DONTWAIT: then 0 = none. */
size_t receive(int fd, union datagram *datagram, int flags);

/* Sends a request and reads its ack. Returns 0 or the errno of the ack. */
int request(int fd, struct nlmsghdr *message);

/* Dumps all IPv4 rules and calls visit for each. False if NLM_F_DUMP_INTR requires a repetition. */
bool dump_rules(int fd, void (*visit)(void *context, const struct nlmsghdr *rule), void *context);

/* Turns a rule from the kernel into the request that deletes it. Keeps every attribute, including
 * the priority, because an attribute that a delete omits matches anything (fib_rules.c). */
void make_delete(union rule_message *request, const struct nlmsghdr *rule);

/* Returns the rule's priority; the kernel omits the attribute when it is 0. */
uint32_t priority_of(const struct nlmsghdr *rule);

/* Returns whether the rule looks up this table. */
bool looks_up(const struct nlmsghdr *rule, uint32_t table);

#endif
