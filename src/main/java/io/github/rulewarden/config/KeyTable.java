package io.github.rulewarden.config;

import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of all keys with their values.
 *
 * <p>One line of the constructor defines one key: its name, its type (which parses, validates and
 * prints its values) and the field of {@link Configuration} that it sets. The value of that field
 * in {@link Configuration#DEFAULT} is the key's default.
 *
 * <p>If no file sets a key, the daemon does not load this class, to start faster.
 */
final class KeyTable {
  /** In the order of the manual. */
  private final List<Key<?>> keys = new ArrayList<>();

  private final Key<Mode> mode;
  private final Key<Strategy> strategy;
  private final Key<Long> tailscaleTable;
  private final Key<Mark> bypassMark;
  private final Key<Optional<String>> tailscaleInterface;
  private final Key<Set<Long>> vpnTables;
  private final Key<Set<Long>> ignored;
  private final Key<Range> priorities;
  private final Key<Integer> repairs;
  private final Key<Duration> window;
  private final Key<Duration> maxBackoff;
  private final Key<Policy.Restoring> restoring;
  private final Key<Optional<Path>> textfile;

  /** A table that starts with the values of {@code initial}. */
  KeyTable(Configuration initial) {
    Policy policy = initial.policy();
    Policy.Tailscale tailscale = policy.tailscale();
    Policy.Vpn vpn = policy.vpn();
    Policy.BudgetLimits budget = policy.budget();
    mode = key("mode", new ValueType.ModeName(), policy.mode());
    strategy = key("strategy", new ValueType.StrategyName(), policy.strategy());
    tailscaleTable = key("tailscale.table", new NumberTypes.Table(), tailscale.table());
    bypassMark =
        key("tailscale.bypass-mark", new NumberTypes.MarkAndMask(), tailscale.bypassMark());
    tailscaleInterface =
        key("tailscale.interface", new ValueType.InterfaceName(), tailscale.linkName());
    vpnTables = key("vpn.tables", NumberTypes.Numbers.TABLES, vpn.tables());
    ignored = key("vpn.ignore", NumberTypes.Numbers.MARKS_AND_TABLES, vpn.ignored());
    priorities = key("vpn.priorities", new NumberTypes.Priorities(), vpn.priorities());
    repairs = key("budget.repairs", new NumberTypes.Count(1_000_000), budget.repairs());
    window = key("budget.window", ValueType.Span.WINDOW, budget.window());
    maxBackoff = key("budget.max-backoff", ValueType.Span.BACKOFF, budget.maxBackoff());
    restoring = key("leaks.restore", new ValueType.Restore(), policy.restoring());
    textfile = key("metrics.textfile", new ValueType.Textfile(), initial.textfile());
  }

  private <T> Key<T> key(String name, ValueType<T> type, T value) {
    Key<T> key = new Key<>(name, type, value);
    keys.add(key);
    return key;
  }

  /** One key and the value that it has. */
  private static final class Key<T> {
    private final String name;
    private final ValueType<T> type;
    private T value;
    private Optional<Assignment> assignment = Optional.empty();

    Key(String name, ValueType<T> type, T value) {
      this.name = name;
      this.type = type;
      this.value = value;
    }

    void assign(Assignment given) throws ConfigurationException {
      value = type.parse(given);
      assignment = Optional.of(given);
    }

    String print() {
      return type.print(value);
    }
  }

  /** The names of all keys. */
  KeyNames names() {
    List<String> names = new ArrayList<>();
    for (Key<?> key : keys) {
      names.add(key.name);
    }
    return new KeyNames(names);
  }

  /** Replaces the value of a key. */
  void assign(Assignment assignment) throws ConfigurationException {
    for (Key<?> key : keys) {
      if (key.name.equals(assignment.key())) {
        key.assign(assignment);
        return;
      }
    }
    throw names().unknown(assignment);
  }

  /**
   * The configuration with these values.
   *
   * @param files that they were read from
   * @throws ConfigurationException if the values of two keys contradict each other
   */
  Configuration configuration(List<Path> files) throws ConfigurationException {
    checkVpnTables();
    Policy policy =
        new Policy(
            mode.value,
            strategy.value,
            new Policy.Tailscale(tailscaleTable.value, bypassMark.value, tailscaleInterface.value),
            new Policy.Vpn(vpnTables.value, ignored.value, priorities.value),
            new Policy.BudgetLimits(repairs.value, window.value, maxBackoff.value),
            restoring.value);
    return new Configuration(policy, textfile.value, files, origins());
  }

  private void checkVpnTables() throws ConfigurationException {
    List<ConfigurationException.Problem> problems = new ArrayList<>();
    // Only what a file sets: the default may be ignored without setting vpn.tables, too.
    List<Assignment> tables = vpnTables.assignment.map(Assignment::items).orElse(List.of());
    for (Assignment table : tables) {
      long number = new NumberTypes.Table().parse(table);
      if (number == tailscaleTable.value) {
        problems.addAll(table.unexpected("a table other than tailscale.table").problems());
      } else if (ignored.value.contains(number)) {
        problems.addAll(table.unexpected("a table that is not in vpn.ignore").problems());
      }
    }
    ConfigurationException.throwIfAny(problems);
  }

  private Map<String, String> origins() {
    Map<String, String> origins = new HashMap<>();
    for (Key<?> key : keys) {
      if (key.assignment.isPresent()) {
        Assignment.Place place = key.assignment.get().place();
        origins.put(key.name, place.file() + ":" + place.line());
      }
    }
    return origins;
  }

  /** Every key with its value as {@code config show} prints it. */
  List<Configuration.Setting> print(Map<String, String> origins) {
    List<Configuration.Setting> settings = new ArrayList<>();
    for (Key<?> key : keys) {
      String value = key.print();
      String unassigned = value.isEmpty() ? "not set" : "default";
      settings.add(
          new Configuration.Setting(key.name, value, origins.getOrDefault(key.name, unassigned)));
    }
    return List.copyOf(settings);
  }
}
