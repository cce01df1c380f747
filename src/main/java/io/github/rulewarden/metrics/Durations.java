package io.github.rulewarden.metrics;

/** A histogram of the durations of one family's repairs. */
final class Durations {
  /**
   * The upper bounds in microseconds. A repair takes 0.1 to 0.3 ms, in a storm tens of
   * milliseconds; above a second the exact duration does not matter.
   */
  private static final long[] BOUNDS = {
    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000
  };

  /** The last element counts durations above all bounds. */
  private final long[] counts = new long[BOUNDS.length + 1];

  private long sumMicros;

  void add(long micros) {
    int bucket = 0;
    while (bucket < BOUNDS.length && micros > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sumMicros += micros;
  }

  /** Writes the samples; each bucket includes all smaller ones. */
  void write(Exposition out, String name, String netns, String family) {
    long cumulated = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      cumulated += counts[bucket];
      String bound = bucket < BOUNDS.length ? Exposition.seconds(BOUNDS[bucket]) : "+Inf";
      out.sample(
          name + "_bucket",
          Long.toString(cumulated),
          "netns",
          netns,
          "family",
          family,
          "le",
          bound);
    }
    out.sample(name + "_sum", Exposition.seconds(sumMicros), "netns", netns, "family", family);
    out.sample(name + "_count", Long.toString(cumulated), "netns", netns, "family", family);
  }
}
