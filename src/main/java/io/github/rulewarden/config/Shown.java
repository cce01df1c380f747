package io.github.rulewarden.config;

import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Policy.Restoring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A configuration as its files could have it: the way back from {@link Draft}. */
final class Shown {
  /** From here on a number is a mark rather than a table that somebody counted. */
  private static final long FIRST_MARK = 0x10000;

  private final Map<String, String> origins;
  private final List<ShownSetting> settings = new ArrayList<>();

  private Shown(Map<String, String> origins) {
    this.origins = origins;
  }

  static List<ShownSetting> settings(Configuration configuration) {
    Policy policy = configuration.policy();
    Shown shown = new Shown(configuration.origins());
    shown.add(Keys.MODE, quoted(policy.mode().text()));
    shown.add(Keys.STRATEGY, quoted(policy.strategy().text()));
    shown.add(Keys.TAILSCALE_TABLE, Long.toString(policy.tailscale().table()));
    shown.add(Keys.TAILSCALE_BYPASS_MARK, quoted(mark(policy.tailscale().bypassMark())));
    shown.add(
        Keys.TAILSCALE_INTERFACE,
        quoted(policy.tailscale().linkName().orElse(TailscaleValues.AUTO)));
    shown.add(Keys.VPN_TABLES, numbers(policy.vpn().tables()));
    shown.add(Keys.VPN_IGNORE, numbers(policy.vpn().ignored()));
    shown.add(
        Keys.VPN_PRIORITIES,
        quoted(policy.vpn().priorities().first() + "-" + policy.vpn().priorities().last()));
    shown.add(Keys.BUDGET_REPAIRS, Integer.toString(policy.budget().repairs()));
    shown.add(Keys.BUDGET_WINDOW, quoted(span(policy.budget().window())));
    shown.add(Keys.BUDGET_MAX_BACKOFF, quoted(span(policy.budget().maxBackoff())));
    shown.add(
        Keys.LEAKS_RESTORE, Boolean.toString(policy.restoring() == Restoring.WHAT_IS_CERTAIN));
    shown.add(
        Keys.METRICS_TEXTFILE,
        configuration.textfile().map(file -> quoted(file.toString())).orElse(""));
    return List.copyOf(shown.settings);
  }

  private void add(String key, String value) {
    String otherwise = value.isEmpty() ? "not set" : "default";
    settings.add(new ShownSetting(key, value, origins.getOrDefault(key, otherwise)));
  }

  /** The name of an interface may have almost any character in it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (Character.isISOControl(character)) {
        quoted.append("\\u").append(Integer.toHexString(0x10000 | character).substring(1));
        continue;
      }
      if (character == '"' || character == '\\') {
        quoted.append('\\');
      }
      quoted.append(character);
    }
    return quoted.append('"').toString();
  }

  private static String mark(Mark mark) {
    return hexadecimal(mark.value()) + "/" + hexadecimal(mark.mask());
  }

  private static String hexadecimal(int number) {
    return "0x" + Integer.toHexString(number);
  }

  private static String numbers(Set<Long> numbers) {
    List<Long> sorted = new ArrayList<>(numbers);
    sorted.sort(null);
    List<String> words = new ArrayList<>();
    for (long number : sorted) {
      words.add(
          number < FIRST_MARK ? Long.toString(number) : quoted("0x" + Long.toHexString(number)));
    }
    return "[" + String.join(", ", words) + "]";
  }

  /** In the largest unit that it is at least two of: 60s, 5min. */
  private static String span(Duration span) {
    long millis = span.toMillis();
    String[] units = {"d", "h", "min", "s"};
    long[] sizes = {86_400_000, 3_600_000, 60_000, 1000};
    for (int i = 0; i < units.length; i++) {
      if (millis % sizes[i] == 0 && millis / sizes[i] >= 2) {
        return millis / sizes[i] + units[i];
      }
    }
    return millis == 1000 ? "1s" : millis + "ms";
  }
}
