package io.github.rulewarden.config;

import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Tables;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What the keys of {@code [vpn]} take, and a table's number wherever it stands. */
final class VpnValues {
  private static final String TABLE =
      "the number of a table, 1 to 4294967295 and none of the kernel's 253, 254, 255";
  private static final String MARK_OR_TABLE =
      "a mark or a table, 1 to 4294967295, also as \"0x...\"";

  /**
   * Where moved rules may go: behind 5200 to 5299, in which tailscaled has its rules and wakes up
   * at each delete, and before 9000, from where on others have their bands.
   */
  private static final Range LAWFUL = new Range(5300, 8999);

  private static final String PRIORITIES =
      "two or more priorities within 5300-8999, lower first, such as \"5300-5999\"";

  private VpnValues() {}

  static long table(Setting setting) throws ConfigurationException {
    OptionalLong table = Numbers.of(setting.value());
    if (table.isEmpty() || table.getAsLong() == 0 || Tables.isKernels(table.getAsLong())) {
      throw setting.unlike(TABLE);
    }
    return table.getAsLong();
  }

  static Set<Long> tables(Setting setting) throws ConfigurationException {
    return elements(setting, VpnValues::table, "an array of tables such as [51820]");
  }

  static Set<Long> ignored(Setting setting) throws ConfigurationException {
    return elements(
        setting,
        VpnValues::markOrTable,
        "an array of marks and tables such as [\"0x1bd00\", 7120]");
  }

  private static long markOrTable(Setting setting) throws ConfigurationException {
    OptionalLong number = Numbers.of(setting.value());
    if (number.isEmpty() || number.getAsLong() == 0) {
      throw setting.unlike(MARK_OR_TABLE);
    }
    return number.getAsLong();
  }

  static Range priorities(Setting setting) throws ConfigurationException {
    if (setting.value() instanceof Value.Text(String text)) {
      int dash = text.indexOf('-');
      if (dash >= 0) {
        OptionalLong first = Numbers.of(text.substring(0, dash));
        OptionalLong last = Numbers.of(text.substring(dash + 1));
        if (first.isPresent() && last.isPresent()) {
          return priorities(setting, new Range(first.getAsLong(), last.getAsLong()));
        }
      }
    }
    throw setting.unlike(PRIORITIES);
  }

  private static Range priorities(Setting setting, Range range) throws ConfigurationException {
    if (range.first() >= range.last()
        || !LAWFUL.contains(range.first())
        || !LAWFUL.contains(range.last())) {
      throw setting.unlike(PRIORITIES);
    }
    return range;
  }

  /** What one element of an array means. */
  private interface Element {
    long of(Setting item) throws ConfigurationException;
  }

  private static Set<Long> elements(Setting setting, Element element, String expected)
      throws ConfigurationException {
    if (!(setting.value() instanceof Value.Items(var items))) {
      throw setting.unlike(expected);
    }
    Set<Long> numbers = new TreeSet<>();
    Problems problems = new Problems();
    for (Setting item : items) {
      problems.attempt(() -> numbers.add(element.of(item)));
    }
    problems.throwIfAny();
    return numbers;
  }
}
