package io.github.rulewarden.config;

import java.util.List;

/** The names of all keys. */
final class Keys {
  static final String MODE = "mode";
  static final String STRATEGY = "strategy";
  static final String TAILSCALE_TABLE = "tailscale.table";
  static final String TAILSCALE_BYPASS_MARK = "tailscale.bypass-mark";
  static final String TAILSCALE_INTERFACE = "tailscale.interface";
  static final String VPN_TABLES = "vpn.tables";
  static final String VPN_IGNORE = "vpn.ignore";
  static final String VPN_PRIORITIES = "vpn.priorities";
  static final String BUDGET_REPAIRS = "budget.repairs";
  static final String BUDGET_WINDOW = "budget.window";
  static final String BUDGET_MAX_BACKOFF = "budget.max-backoff";
  static final String LEAKS_RESTORE = "leaks.restore";
  static final String METRICS_TEXTFILE = "metrics.textfile";

  static final List<String> ALL =
      List.of(
          MODE,
          STRATEGY,
          TAILSCALE_TABLE,
          TAILSCALE_BYPASS_MARK,
          TAILSCALE_INTERFACE,
          VPN_TABLES,
          VPN_IGNORE,
          VPN_PRIORITIES,
          BUDGET_REPAIRS,
          BUDGET_WINDOW,
          BUDGET_MAX_BACKOFF,
          LEAKS_RESTORE,
          METRICS_TEXTFILE);

  private static final List<String> TABLES =
      List.of("tailscale", "vpn", "budget", "leaks", "metrics");

  /** Keys of a later version. */
  private static final List<String> LATER = List.of("rule", "namespace", "mullvad");

  private Keys() {}

  /** Whether a key names a table of further keys. */
  static boolean isTable(String key) {
    return TABLES.contains(key);
  }

  /** The refusal of a setting whose key is none of ours. */
  static ConfigurationException refusal(Setting setting) {
    String key = setting.key();
    if (isTable(key)) {
      return setting.unlike("a table [" + key + "]");
    }
    if (LATER.contains(key)) {
      return setting.refusal(key + " is not supported by this version yet, expected it left out");
    }
    String unknown = "unknown key " + printable(key);
    String similar = Spelling.nearest(key, ALL);
    if (!similar.isEmpty()) {
      return setting.refusal(unknown + ", expected perhaps " + similar);
    }
    return setting.refusal(unknown + ", expected one of " + String.join(", ", siblings(key)));
  }

  /** The keys of the same table, or those that can stand outside of any. */
  private static List<String> siblings(String key) {
    for (String table : TABLES) {
      if (key.startsWith(table + ".")) {
        return ALL.stream().filter(known -> known.startsWith(table + ".")).toList();
      }
    }
    return List.of(MODE, STRATEGY, "[tailscale]", "[vpn]", "[budget]", "[leaks]", "[metrics]");
  }

  private static String printable(String key) {
    return key.isBlank() ? "\"" + key + "\"" : new Value.Text(key).found().replace("\"", "");
  }
}
