package io.github.rulewarden.config;

import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Strategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The policy as far as it has been read: each setting replaces what stood there before. */
final class Draft {
  private Mode mode = Policy.DEFAULT.mode();
  private Strategy strategy = Policy.DEFAULT.strategy();
  private long tailscaleTable = Policy.Tailscale.DEFAULT.table();
  private Mark bypassMark = Policy.Tailscale.DEFAULT.bypassMark();
  private String tailscaleInterface = Policy.Tailscale.DEFAULT.linkName();
  private Set<Long> vpnTables = Policy.Vpn.DEFAULT.tables();
  private Set<Long> ignored = Policy.Vpn.DEFAULT.ignored();
  private Range priorities = Policy.Vpn.DEFAULT.priorities();
  private int repairs = Policy.BudgetLimits.DEFAULT.repairs();
  private Duration window = Policy.BudgetLimits.DEFAULT.window();
  private Duration maxBackoff = Policy.BudgetLimits.DEFAULT.maxBackoff();

  /** The last setting of each key, to point at when keys contradict each other. */
  private final Map<String, Setting> settings = new HashMap<>();

  void apply(Setting setting) throws ConfigurationException {
    switch (setting.key()) {
      case Keys.MODE -> mode = TopValues.mode(setting);
      case Keys.STRATEGY -> strategy = TopValues.strategy(setting);
      case Keys.TAILSCALE_TABLE -> tailscaleTable = VpnValues.table(setting);
      case Keys.TAILSCALE_BYPASS_MARK -> bypassMark = TailscaleValues.bypassMark(setting);
      case Keys.TAILSCALE_INTERFACE -> tailscaleInterface = TailscaleValues.interfaceName(setting);
      case Keys.VPN_TABLES -> vpnTables = VpnValues.tables(setting);
      case Keys.VPN_IGNORE -> ignored = VpnValues.ignored(setting);
      case Keys.VPN_PRIORITIES -> priorities = VpnValues.priorities(setting);
      case Keys.BUDGET_REPAIRS -> repairs = BudgetValues.repairs(setting);
      case Keys.BUDGET_WINDOW -> window = BudgetValues.window(setting);
      case Keys.BUDGET_MAX_BACKOFF -> maxBackoff = BudgetValues.maxBackoff(setting);
      default -> throw Keys.refusal(setting);
    }
    settings.put(setting.key(), setting);
  }

  /** The policy; refused if two keys, each good by itself, contradict each other. */
  Policy policy() throws ConfigurationException {
    Problems problems = new Problems();
    problems.attempt(this::checkTailscaleTableIsNoVpns);
    for (long table : vpnTables) {
      problems.attempt(() -> checkNotIgnored(table));
    }
    problems.throwIfAny();
    return new Policy(
        mode,
        strategy,
        new Policy.Tailscale(tailscaleTable, bypassMark, tailscaleInterface),
        new Policy.Vpn(vpnTables, ignored, priorities),
        new Policy.BudgetLimits(repairs, window, maxBackoff));
  }

  private void checkTailscaleTableIsNoVpns() throws ConfigurationException {
    if (vpnTables.contains(tailscaleTable)) {
      throw element(Keys.VPN_TABLES, tailscaleTable, Keys.TAILSCALE_TABLE)
          .refusal(
              "vpn.tables: found " + tailscaleTable + ", expected other tables than Tailscale's");
    }
  }

  private void checkNotIgnored(long table) throws ConfigurationException {
    if (ignored.contains(table)) {
      throw element(Keys.VPN_TABLES, table, Keys.VPN_IGNORE)
          .refusal("vpn.tables: found " + table + ", expected no table that vpn.ignore names too");
    }
  }

  /**
   * Where {@code number} was written: in {@code key}, or, if that has its default, in the other.
   */
  private Setting element(String key, long number, String otherKey) {
    Setting setting = settings.getOrDefault(key, settings.get(otherKey));
    if (setting == null) {
      throw new IllegalStateException("defaults that contradict each other: " + number);
    }
    if (setting.value() instanceof Value.Items(var items)) {
      for (Setting item : items) {
        if (Numbers.of(item.value()).orElse(0) == number) {
          return item;
        }
      }
    }
    return setting;
  }
}
