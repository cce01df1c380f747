#include "report.h"

#include <stdio.h>
#include <stdlib.h>

static int ascending(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one;
    int64_t b = *(const int64_t *)other;

    return (a > b) - (a < b);
}

/* Nearest rank, in us: the smallest latency that at least `percent` of all do not exceed. */
static double percentile(const struct report *report, size_t percent)
{
    size_t rank = (report->count * percent + 99) / 100;

    if (report->count == 0)
        return 0;
    return report->latencies[rank == 0 ? 0 : rank - 1] / 1000.0;
}

static void sort(struct report *report)
{
    qsort(report->latencies, report->count, sizeof(*report->latencies), ascending);
}

void report_print(struct report *report)
{
    sort(report);
    printf("mode %s: %zu events after %.0f us of silence each, %zu timed out,\n"
           "%zu left one rule to table 51820 behind Tailscale's\n",
           report->mode, report->events, report->gap / 1000.0, report->timeouts, report->kept);
    if (report->count > 0)
        printf("latency in us: first %.1f, min %.1f, p50 %.1f, p90 %.1f, p99 %.1f, max %.1f\n",
               report->first / 1000.0, percentile(report, 0), percentile(report, 50),
               percentile(report, 90), percentile(report, 99), percentile(report, 100));
}

void report_print_json(struct report *report)
{
    sort(report);
    printf("{\"mode\":\"%s\",\"gapUSec\":%.0f,\"events\":%zu,\"timeouts\":%zu,\"kept\":%zu,"
           "\"first\":%.1f,\"min\":%.1f,\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"max\":%.1f}\n",
           report->mode, report->gap / 1000.0, report->events, report->timeouts, report->kept,
           report->first / 1000.0, percentile(report, 0), percentile(report, 50),
           percentile(report, 90), percentile(report, 99), percentile(report, 100));
}
