package io.github.rulewarden.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses the text format 0.0.4 as strictly as its documentation requires. It does not depend on the
 * program's metrics, and reports everything that Prometheus or node_exporter's collector would
 * reject or misread.
 */
final class ExpositionParser {
  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram");

  /** One line with a value. */
  record Sample(String name, Map<String, String> labels, BigDecimal value) {}

  /** One metric with all of its samples. */
  record Metric(String name, String help, String type, List<Sample> samples) {}

  private final Map<String, Metric> metrics = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private String line = "";
  private int at;

  static Map<String, Metric> parse(String text) {
    ExpositionParser parser = new ExpositionParser();
    parser.require(text.endsWith("\n"), "the last line must end");
    String help = "";
    Metric metric = new Metric("", "", "", List.of());
    for (String next : text.substring(0, text.length() - 1).split("\n", -1)) {
      parser.line = next;
      parser.at = 0;
      if (next.startsWith("# HELP ")) {
        help = next.substring("# HELP ".length());
      } else if (next.startsWith("# TYPE ")) {
        metric = parser.metric(help);
      } else {
        parser.sample(metric);
      }
    }
    parser.metrics.values().forEach(parser::checkHistogram);
    return parser.metrics;
  }

  private Metric metric(String help) {
    at = "# TYPE ".length();
    String name = name(":");
    expect(' ');
    String type = line.substring(at);
    require(TYPES.contains(type), "unknown type");
    require(help.startsWith(name + " "), "TYPE must follow its own HELP");
    Metric metric =
        new Metric(name, unescaped(help.substring(name.length() + 1)), type, new ArrayList<>());
    require(metrics.put(name, metric) == null, "the samples of a metric must be together");
    require(!type.equals("counter") || name.endsWith("_total"), "a counter is a total");
    return metric;
  }

  private static String unescaped(String help) {
    return help.replace("\\n", "\n").replace("\\\\", "\\");
  }

  private void sample(Metric metric) {
    String name = name(":");
    Map<String, String> labels = new LinkedHashMap<>();
    if (at < line.length() && line.charAt(at) == '{') {
      do {
        at++;
        String label = name("");
        expect('=');
        require(labels.put(label, quoted()) == null, "a label is given once");
      } while (line.charAt(at) == ',');
      expect('}');
    }
    expect(' ');
    BigDecimal value = new BigDecimal(line.substring(at));
    require(value.toPlainString().equals(line.substring(at)), "no plain number");
    require(seen.add(name + labels), "a sample must be unique");
    require(belongs(name, metric), "a sample follows the TYPE of its metric");
    require(metric.type().equals("gauge") || value.signum() >= 0, "a counter is not negative");
    metric.samples().add(new Sample(name, labels, value));
  }

  private static boolean belongs(String name, Metric metric) {
    if (!metric.type().equals("histogram")) {
      return name.equals(metric.name());
    }
    return Set.of("_bucket", "_sum", "_count").stream()
        .anyMatch(end -> name.equals(metric.name() + end));
  }

  /** Parses letters, digits, underscores and {@code more}; the first character is not a digit. */
  private String name(String more) {
    int start = at;
    while (at < line.length() && isOfName(line.charAt(at), more)) {
      at++;
    }
    String name = line.substring(start, at);
    require(!name.isEmpty() && !Character.isDigit(name.charAt(0)), "no name");
    return name;
  }

  private static boolean isOfName(char c, String more) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || more.indexOf(c) >= 0;
  }

  private String quoted() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (line.charAt(at) != '"') {
      char c = line.charAt(at++);
      if (c == '\\') {
        char escaped = line.charAt(at++);
        require("\\\"n".indexOf(escaped) >= 0, "unknown escape");
        c = escaped == 'n' ? '\n' : escaped;
      }
      value.append(c);
    }
    at++;
    return value.toString();
  }

  private void expect(char c) {
    require(at < line.length() && line.charAt(at) == c, "expected " + c);
    at++;
  }

  /**
   * Checks that the buckets grow, that the last is +Inf and equal to the count, and that a sum
   * exists.
   */
  private void checkHistogram(Metric metric) {
    if (!metric.type().equals("histogram")) {
      return;
    }
    Map<Map<String, String>, List<Sample>> series = new LinkedHashMap<>();
    for (Sample sample : metric.samples()) {
      Map<String, String> labels = new LinkedHashMap<>(sample.labels());
      labels.remove("le");
      series.computeIfAbsent(labels, _ -> new ArrayList<>()).add(sample);
    }
    for (List<Sample> samples : series.values()) {
      int last = samples.size() - 3;
      BigDecimal bound = BigDecimal.ZERO;
      BigDecimal count = BigDecimal.ZERO;
      for (int i = 0; i <= last; i++) {
        Sample sample = samples.get(i);
        require(sample.name().equals(metric.name() + "_bucket"), "buckets first: " + sample);
        require(sample.value().compareTo(count) >= 0, "buckets are cumulative: " + sample);
        count = sample.value();
        String le = String.valueOf(sample.labels().get("le"));
        require(le.equals("+Inf") == (i == last), "+Inf is the last: " + sample);
        if (i < last) {
          require(new BigDecimal(le).compareTo(bound) > 0, "bounds grow: " + sample);
          bound = new BigDecimal(le);
        }
      }
      require(samples.get(last + 1).name().equals(metric.name() + "_sum"), "then the sum");
      require(samples.get(last + 2).name().equals(metric.name() + "_count"), "then the count");
      require(samples.get(last + 2).value().compareTo(count) == 0, "the count is that of +Inf");
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise + ": `" + line + "` at " + at);
    }
  }
}
