package io.github.rulewarden.metrics;

/**
 * Builds a text in Prometheus' text format 0.0.4. Source: "Exposition formats" in the documentation
 * of Prometheus.
 *
 * <p>Numbers are written as plain decimals, so that microseconds are exact.
 */
final class Exposition {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final StringBuilder text = new StringBuilder(8192);

  /** Begins a metric; its samples follow. */
  void metric(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(escapedHelp(help)).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** Writes one sample; {@code labels} alternates between names and values. */
  void sample(String name, String value, String... labels) {
    text.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      text.append(escapedLabel(labels[i + 1])).append('"');
    }
    text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
  }

  /** Returns microseconds as seconds: {@code 0.000134}. */
  static String seconds(long micros) {
    String fraction = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND).substring(1);
    int end = fraction.length();
    while (end > 0 && fraction.charAt(end - 1) == '0') {
      end--;
    }
    String whole = Long.toString(micros / MICROS_PER_SECOND);
    return end == 0 ? whole : whole + "." + fraction.substring(0, end);
  }

  /** In help a double quote is not escaped. */
  private static String escapedHelp(String help) {
    return help.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String escapedLabel(String value) {
    return escapedHelp(value).replace("\"", "\\\"");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
