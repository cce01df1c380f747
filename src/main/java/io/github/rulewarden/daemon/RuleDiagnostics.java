package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Order;
import io.github.rulewarden.policy.Pair;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Refusal;
import io.github.rulewarden.policy.StaleCaptures;
import io.github.rulewarden.policy.TailscaleLink;
import io.github.rulewarden.policy.UnreachablePeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates the findings about one family's rules from the rules that were read. */
public final class RuleDiagnostics {
  private final Scope scope;
  private final Ladder ladder;
  private final Plan plan;
  private final List<Finding> findings = new ArrayList<>();

  private RuleDiagnostics(Scope scope, Ladder ladder, Plan plan) {
    this.scope = scope;
    this.ladder = ladder;
    this.plan = plan;
  }

  /**
   * The findings about one family, the most important first.
   *
   * @param plan the planner's plan for this ladder
   * @param snapshot the snapshot of the ladder
   */
  public static List<Finding> of(
      Scope scope, Ladder ladder, Plan plan, Snapshot snapshot, Policy policy) {
    RuleDiagnostics diagnostics = new RuleDiagnostics(scope, ladder, plan);
    if (snapshot.isAbsent(ladder.family())) {
      String text = "this kernel has no policy routing for " + ladder.family().title();
      diagnostics.add(Severity.INFO, "no-policy-routing", text, "");
      return List.copyOf(diagnostics.findings);
    }
    Optional<UnreachablePeer> detour = UnreachablePeer.of(ladder, snapshot, policy);
    switch (plan.verdict().order()) {
      case INVERTED -> diagnostics.inverted();
      case NO_TAILSCALE -> {
        if (detour.isEmpty()) {
          diagnostics.noTailscale(snapshot, policy);
        }
      }
      case NO_VPN -> diagnostics.add(Severity.INFO, "no-vpn", "no VPN rule was recognised", "");
      case RIGHT -> {}
    }
    if (detour.isPresent() && plan.verdict().order() != Order.INVERTED) {
      diagnostics.detour(detour.get(), TailscaleLink.misnamed(snapshot, policy), policy);
    }
    List<Rule> stale = StaleCaptures.of(ladder, snapshot, policy);
    diagnostics.companions(stale);
    diagnostics.stale(stale);
    return List.copyOf(diagnostics.findings);
  }

  private void noTailscale(Snapshot snapshot, Policy policy) {
    long table = policy.tailscale().table();
    if (TailscaleLink.ownsTable(snapshot, policy)) {
      boolean isUp = Sentences.isTailscaleUp(snapshot, policy);
      add(
          Severity.INFO,
          "no-tailscale",
          "no rule looks up Tailscale's table " + table,
          (isUp ? "restart tailscaled to add its rules again" : "start tailscaled")
              + ", or set tailscale.table if it uses another");
    } else {
      add(
          Severity.INFO,
          "no-tailscale",
          "table " + table + " has routes, but none to a tailnet address",
          "set tailscale.table if tailscaled uses another table, or tailscale.interface if it uses"
              + " this one");
    }
  }

  private void detour(UnreachablePeer detour, Optional<String> misnamed, Policy policy) {
    if (misnamed.isPresent()) {
      add(
          Severity.ERROR,
          Finding.TAILSCALE_INTERFACE,
          Sentences.misnamed(misnamed.get(), policy),
          "correct tailscale.interface");
    } else {
      add(
          Severity.ERROR,
          Finding.TAILNET_UNREACHABLE,
          Sentences.detourClause(detour),
          Sentences.detourFix(detour, ladder));
    }
  }

  private void inverted() {
    List<Rule> offenders = plan.verdict().offenders();
    long lookup = ladder.entries().get(ladder.decisiveLookup()).rule().priority();
    add(
        Severity.ERROR,
        "inverted",
        (offenders.size() == 1 ? "a rule of the VPN stands" : "rules of the VPN stand")
            + " ahead of Tailscale's lookup at "
            + lookup
            + ": "
            + priorities(offenders),
        plan.isEmpty() ? "see why the repair is refused" : repair());
    for (Refusal refusal : plan.verdict().refusals()) {
      add(
          Severity.ERROR,
          "refused",
          "`" + refusal.rule() + "` stays: " + refusal.reason(),
          "remove what is in the way, then " + repair());
    }
    for (Rule overtaken : plan.verdict().overtaken()) {
      add(
          Severity.INFO,
          "overtaken",
          "after the repair `" + overtaken + "` will be asked before the VPN",
          "");
    }
  }

  /** A stale capture carries no traffic, so it needs no companion. */
  private void companions(List<Rule> stale) {
    for (Pair pair : ladder.pairs()) {
      if (ladder.takesLan(pair) && !stale.contains(pair.capture().rule())) {
        add(
            Severity.INFO,
            "no-companion",
            "`"
                + pair.capture().rule()
                + "` has no `lookup main suppress_prefixlength 0` ahead of it: it takes the LAN's"
                + " traffic too",
            "restart the tunnel if this is not intended");
      }
    }
  }

  private void stale(List<Rule> captures) {
    for (Rule capture : captures) {
      add(
          Severity.INFO,
          "stale",
          "`"
              + capture
              + "` is stale: its table "
              + capture.table()
              + " has no default route, and no tunnel exists that could add one",
          "start its tunnel again, or remove the rule: "
              + IpCommand.typedOnHost(IpCommand.delete(capture), scope));
    }
  }

  private String repair() {
    return scope.isOwn() ? "rulewarden repair" : "rulewarden repair --netns " + scope.text();
  }

  private static String priorities(List<Rule> rules) {
    StringBuilder text = new StringBuilder();
    for (Rule rule : rules) {
      if (!text.isEmpty()) {
        text.append(", ");
      }
      text.append(rule.priority());
    }
    return text.toString();
  }

  private void add(Severity severity, String code, String text, String fix) {
    findings.add(new Finding(scope.of(ladder.family()), severity, code, text, fix));
  }
}
