package io.github.rulewarden.api;

/** What is counted. */
public interface MetricsSource {
  /** As Prometheus reads it (text format 0.0.4). */
  String text();
}
