package io.github.rulewarden.api;

/** The daemon's metrics. */
public interface MetricsSource {
  /** The metrics in the Prometheus text format 0.0.4. */
  String text();
}
