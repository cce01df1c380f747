package io.github.rulewarden.config;

import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The configuration as far as it has been read: each setting replaces what stood there before. */
final class Draft {
  private Mode mode = Policy.DEFAULT.mode();
  private Strategy strategy = Policy.DEFAULT.strategy();
  private long tailscaleTable = Policy.Tailscale.DEFAULT.table();
  private Mark bypassMark = Policy.Tailscale.DEFAULT.bypassMark();
  private Optional<String> tailscaleInterface = Policy.Tailscale.DEFAULT.linkName();
  private Set<Long> vpnTables = Policy.Vpn.DEFAULT.tables();
  private Set<Long> ignored = Policy.Vpn.DEFAULT.ignored();
  private Range priorities = Policy.Vpn.DEFAULT.priorities();
  private int repairs = Policy.BudgetLimits.DEFAULT.repairs();
  private Duration window = Policy.BudgetLimits.DEFAULT.window();
  private Duration maxBackoff = Policy.BudgetLimits.DEFAULT.maxBackoff();
  private Policy.Restoring restoring = Policy.DEFAULT.restoring();
  private Optional<Path> textfile = Configuration.DEFAULT.textfile();

  /** The tables that somebody named himself, each with its place. */
  private List<Setting> namedTables = List.of();

  void apply(Setting setting) throws ConfigurationException {
    switch (setting.key()) {
      case Keys.MODE -> mode = TopValues.mode(setting);
      case Keys.STRATEGY -> strategy = TopValues.strategy(setting);
      case Keys.TAILSCALE_TABLE -> tailscaleTable = VpnValues.table(setting);
      case Keys.TAILSCALE_BYPASS_MARK -> bypassMark = TailscaleValues.bypassMark(setting);
      case Keys.TAILSCALE_INTERFACE -> tailscaleInterface = TailscaleValues.interfaceName(setting);
      case Keys.VPN_TABLES -> nameTables(setting);
      case Keys.VPN_IGNORE -> ignored = VpnValues.ignored(setting);
      case Keys.VPN_PRIORITIES -> priorities = VpnValues.priorities(setting);
      case Keys.BUDGET_REPAIRS -> repairs = BudgetValues.repairs(setting);
      case Keys.BUDGET_WINDOW -> window = BudgetValues.window(setting);
      case Keys.BUDGET_MAX_BACKOFF -> maxBackoff = BudgetValues.maxBackoff(setting);
      case Keys.LEAKS_RESTORE -> restoring = LeaksValues.restore(setting);
      case Keys.METRICS_TEXTFILE -> textfile = Optional.of(MetricsValues.textfile(setting));
      default -> throw Keys.refusal(setting);
    }
  }

  Optional<Path> textfile() {
    return textfile;
  }

  private void nameTables(Setting setting) throws ConfigurationException {
    vpnTables = VpnValues.tables(setting);
    namedTables = setting.items();
  }

  /** The policy; refused if two keys, each good by itself, contradict each other. */
  Policy policy() throws ConfigurationException {
    Problems problems = new Problems();
    for (Setting table : namedTables) {
      problems.attempt(() -> checkIsVpns(table));
    }
    problems.throwIfAny();
    return new Policy(
        mode,
        strategy,
        new Policy.Tailscale(tailscaleTable, bypassMark, tailscaleInterface),
        new Policy.Vpn(vpnTables, ignored, priorities),
        new Policy.BudgetLimits(repairs, window, maxBackoff),
        restoring);
  }

  private void checkIsVpns(Setting table) throws ConfigurationException {
    long number = VpnValues.table(table);
    if (number == tailscaleTable) {
      throw table.unlike("a table that is not tailscale.table too");
    }
    if (ignored.contains(number)) {
      throw table.unlike("a table that is not in vpn.ignore too");
    }
  }
}
