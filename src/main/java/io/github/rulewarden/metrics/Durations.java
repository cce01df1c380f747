package io.github.rulewarden.metrics;

/** How long the repairs of one family took: a histogram. */
final class Durations {
  /**
   * The upper bounds in microseconds. A repair takes 0.1 to 0.3 ms, in a storm tens of
   * milliseconds; beyond a second it does not matter how long.
   */
  private static final long[] BOUNDS = {
    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000
  };

  /** The last one is for what is beyond every bound. */
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

  /** Writes the samples; a bucket counts what is in the smaller ones, too. */
  void write(Exposition out, String name, String netns, String family) {
    long below = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      below += counts[bucket];
      String bound = bucket < BOUNDS.length ? Exposition.seconds(BOUNDS[bucket]) : "+Inf";
      out.sample(
          name + "_bucket", Long.toString(below), "netns", netns, "family", family, "le", bound);
    }
    out.sample(name + "_sum", Exposition.seconds(sumMicros), "netns", netns, "family", family);
    out.sample(name + "_count", Long.toString(below), "netns", netns, "family", family);
  }
}
