#include "netlink.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static uint32_t last_sequence;

void die(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fprintf(stderr, "%s: ", program_invocation_short_name);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

int open_netlink(uint32_t *port)
{
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    socklen_t size = sizeof(address);
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0)
        die("cannot open a netlink socket: %m");
    *port = address.nl_pid;
    return fd;
}

void join_rule_events(int fd)
{
    int group = RTNLGRP_IPV4_RULE;
    int bytes = 8 << 20;

    /* Only SO_RCVBUFFORCE may go beyond net.core.rmem_max. */
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof(bytes)) < 0)
        die("cannot set a receive buffer of 8 MiB: %m");
    if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)) < 0)
        die("cannot join RTNLGRP_IPV4_RULE: %m");
}

size_t receive(int fd, union datagram *datagram, int flags)
{
    for (;;) {
        struct sockaddr_nl sender;
        socklen_t size = sizeof(sender);
        ssize_t length = recvfrom(fd, datagram->bytes, sizeof(datagram->bytes), flags | MSG_TRUNC,
                                  (struct sockaddr *)&sender, &size);

        if (length < 0 && errno == EAGAIN)
            return 0;
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            die("cannot receive from the kernel: %m");
        if ((size_t)length > sizeof(datagram->bytes))
            die("a datagram of %zd bytes does not fit", length);
        /* Any process may send to our port; only port id 0 is the kernel. */
        if (sender.nl_pid == 0 && length > 0)
            return length;
    }
}

static void transmit(int fd, struct nlmsghdr *message)
{
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};

    message->nlmsg_seq = ++last_sequence;
    message->nlmsg_pid = 0;
    if (sendto(fd, message, message->nlmsg_len, 0, (struct sockaddr *)&kernel, sizeof(kernel)) < 0)
        die("cannot send to the kernel: %m");
}

int request(int fd, struct nlmsghdr *message)
{
    union datagram answer;

    message->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
    transmit(fd, message);
    receive(fd, &answer, 0);
    if (answer.first.nlmsg_type != NLMSG_ERROR || answer.first.nlmsg_seq != last_sequence)
        die("expected an ack, found a message of type %u", answer.first.nlmsg_type);
    return -((struct nlmsgerr *)NLMSG_DATA(&answer.first))->error;
}

bool dump_rules(int fd, void (*visit)(void *context, const struct nlmsghdr *rule), void *context)
{
    struct {
        struct nlmsghdr header;
        struct fib_rule_hdr rule;
    } question = {
        .header = {.nlmsg_len = sizeof(question),
                   .nlmsg_type = RTM_GETRULE,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .rule = {.family = AF_INET},
    };
    bool whole = true;

    transmit(fd, &question.header);
    for (;;) {
        union datagram part;
        size_t left = receive(fd, &part, 0);

        for (struct nlmsghdr *message = &part.first; NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            whole = whole && !(message->nlmsg_flags & NLM_F_DUMP_INTR);
            if (message->nlmsg_type == NLMSG_DONE)
                return whole;
            if (message->nlmsg_type != RTM_NEWRULE)
                die("expected a rule, found a message of type %u", message->nlmsg_type);
            visit(context, message);
        }
    }
}

void make_delete(union rule_message *request, const struct nlmsghdr *rule)
{
    if (rule->nlmsg_len > sizeof(*request))
        die("a rule of %u bytes does not fit", rule->nlmsg_len);
    memcpy(request, rule, rule->nlmsg_len);
    request->header.nlmsg_type = RTM_DELRULE;
    request->header.nlmsg_flags = NLM_F_REQUEST;
}

static uint32_t number(const struct nlmsghdr *rule, unsigned short type, uint32_t absent)
{
    const struct fib_rule_hdr *header = NLMSG_DATA(rule);
    const struct rtattr *attribute =
        (const struct rtattr *)((const char *)header + NLMSG_ALIGN(sizeof(*header)));
    int left = NLMSG_PAYLOAD(rule, sizeof(*header));
    uint32_t value = absent;

    for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
        if (attribute->rta_type == type && RTA_PAYLOAD(attribute) == sizeof(value))
            memcpy(&value, RTA_DATA(attribute), sizeof(value));
    return value;
}

uint32_t priority_of(const struct nlmsghdr *rule)
{
    return number(rule, FRA_PRIORITY, 0);
}

bool looks_up(const struct nlmsghdr *rule, uint32_t table)
{
    const struct fib_rule_hdr *header = NLMSG_DATA(rule);

    return header->action == FR_ACT_TO_TBL && number(rule, FRA_TABLE, header->table) == table;
}
