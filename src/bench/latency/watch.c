/*
 * The opponent and the timer, in the current network namespace. It adds a rule as wg-quick does and
 * measures how long the rule list is in the wrong order, as an outside process sees it.
 *
 * One event:
 *   1. The watch reads the clock and adds `not fwmark 0xca6c lookup 51820` without a priority, byte
 *      for byte as `ip rule add` sends it: it lands one below the second rule, ahead of Tailscale.
 *   2. The watch applies notifications to its list until no rule to table 51820 is ahead of the
 *      first `lookup 52`. The latency ends when the notification of that change could be read.
 *   3. Outside of the timed span, the watch restores the start state and awaits `gap` of silence.
 *
 * Mode "fresh": the watch deletes the copy that a repair left behind `lookup 52` before the next
 * event, so that each event requires a whole make-before-break (copy added, original deleted). The
 * watch deletes the copy after half a gap of silence, so that the repair can end undisturbed
 * (re-read). The whole gap follows, so that no timed span includes the reaction to the delete.
 * Mode "again": the copy stays; from the second event on, the added rule is a duplicate of it.
 *
 * The watch sleeps in ppoll(2) and does not spin: with two cores, one is left to the repairer. Each
 * result includes the wake-up of the watch, which is the same for all repairers.
 *
 * Exit codes: 0 every event was repaired; 1 some timed out, or the kernel refused; 2 usage.
 */
#include "opponent.h"
#include "report.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TIMEOUTS_TO_GIVE_UP 10 /* in a row: no repairer runs */

struct orders {
    enum mode mode;
    size_t events;
    int64_t gap;
    void (*print)(struct report *report);
};

static _Noreturn void usage(void)
{
    fputs("usage: watch [--mode fresh|again] [--events N] [--gap-us N] [--json]\n", stderr);
    exit(2);
}

static long positive(const char *text)
{
    const long most = 1000000;
    char *end;
    long value = strtol(text, &end, 10);

    if (end == text || *end != '\0' || value < 1 || value > most) {
        fprintf(stderr, "watch: found \"%s\", expected a number from 1 to %ld\n", text, most);
        usage();
    }
    return value;
}

static struct orders parse(int argc, char **argv)
{
    static const struct option options[] = {
        {"mode", required_argument, NULL, 'm'},
        {"events", required_argument, NULL, 'n'},
        {"gap-us", required_argument, NULL, 'g'},
        {"json", no_argument, NULL, 'j'},
        {0},
    };
    struct orders orders = {FRESH, 1200, 2000 * NS_PER_US, report_print};
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'm' && strcmp(optarg, "fresh") == 0)
            orders.mode = FRESH;
        else if (option == 'm' && strcmp(optarg, "again") == 0)
            orders.mode = AGAIN;
        else if (option == 'n')
            orders.events = positive(optarg);
        else if (option == 'g')
            orders.gap = positive(optarg) * NS_PER_US;
        else if (option == 'j')
            orders.print = report_print_json;
        else
            usage();
    }
    if (optind != argc)
        usage();
    return orders;
}

static void run(struct onlooker *onlooker, const struct orders *orders, struct report *report)
{
    size_t in_a_row = 0;

    restore(onlooker, FRESH, orders->gap);
    while (report->events < orders->events && in_a_row < TIMEOUTS_TO_GIVE_UP) {
        int64_t latency = measure(onlooker);

        if (report->events++ == 0)
            report->first = latency;
        if (latency == 0) {
            report->timeouts++;
            in_a_row++;
        } else {
            report->latencies[report->count++] = latency;
            /* None: the rule was deleted without a copy. More than one: copies accumulate. */
            report->kept += captures_behind(onlooker) == 1;
            in_a_row = 0;
        }
        restore(onlooker, orders->mode, orders->gap);
    }
    if (in_a_row == TIMEOUTS_TO_GIVE_UP)
        fprintf(stderr, "watch: nothing repaired %zu events in a row, giving up\n", in_a_row);
    restore(onlooker, FRESH, orders->gap);
}

int main(int argc, char **argv)
{
    static struct onlooker onlooker;
    struct orders orders = parse(argc, argv);
    struct report report = {
        .mode = orders.mode == FRESH ? "fresh" : "again",
        .gap = orders.gap,
        .latencies = calloc(orders.events, sizeof(*report.latencies)),
    };

    if (report.latencies == NULL)
        die("no memory for %zu latencies", orders.events);
    onlooker_open(&onlooker);
    run(&onlooker, &orders, &report);
    orders.print(&report);
    free(report.latencies);
    return report.timeouts == 0 ? 0 : 1;
}
