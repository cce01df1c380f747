package io.github.rulewarden.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Replaces text that differs between runs, such as times, processes and names, by fixed words. */
final class Masks {
  private record Mask(Pattern pattern, String word) {}

  private final List<Mask> masks = new ArrayList<>();

  Masks() {
    add("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}", "TIME");
    add("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ \\(\\d+ s ago\\)", "TIME");
    add("\\d+\\.\\d{3} ms", "DURATION");
    add("(\"(?:time|lastRepairUSec|lastInversionUSec)\":)[1-9]\\d{15}\\b", "$1TIME");
    add("(\"(?:durationUSec|lastRepairDurationUSec)\":)[1-9]\\d*\\b", "$1DURATION");
    // The daemon knows a process's name only if it saw the process alive, which depends on timing.
    String process = "(a process that is gone|[\\w.+-]+) \\(pid \\d+\\)( of [^\\s,\"]+)?";
    add(process + "(, by " + process + ")?", "WHO");
    // The test made up this file name.
    add("/rulewarden\\d+\\.toml", "/rulewarden.toml");
  }

  /** Replaces each match of {@code pattern} by {@code word}. */
  Masks add(String pattern, String word) {
    masks.add(new Mask(Pattern.compile(pattern), word));
    return this;
  }

  /** Replaces exactly this text by {@code word}. */
  Masks addLiterally(String text, String word) {
    return add(Pattern.quote(text), word);
  }

  String masked(String text) {
    String masked = text;
    for (Mask mask : masks) {
      masked = mask.pattern().matcher(masked).replaceAll(mask.word());
    }
    return masked;
  }
}
