package io.github.rulewarden.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Puts words in the place of what is another at each run: times, processes, names. */
final class Masks {
  private record Mask(Pattern pattern, String word) {}

  private final List<Mask> masks = new ArrayList<>();

  Masks() {
    add("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}", "TIME");
    add("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ \\(\\d+ s ago\\)", "TIME");
    add("\\d+\\.\\d{3} ms", "DURATION");
    add("(\"(?:time|lastRepairUSec|lastInversionUSec)\":)[1-9]\\d{15}\\b", "$1TIME");
    add("(\"(?:durationUSec|lastRepairDurationUSec)\":)[1-9]\\d*\\b", "$1DURATION");
    // Who it was is known for as long as he lives, which is a matter of luck.
    String process = "(a process that is gone|[\\w.+-]+) \\(pid \\d+\\)( of [^\\s,\"]+)?";
    add(process + "(, by " + process + ")?", "WHO");
    // The name that the test gave it.
    add("/rulewarden\\d+\\.toml", "/rulewarden.toml");
  }

  /** What {@code pattern} finds is shown as {@code word}. */
  Masks add(String pattern, String word) {
    masks.add(new Mask(Pattern.compile(pattern), word));
    return this;
  }

  /** This very text is shown as {@code word}. */
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
