package io.github.rulewarden.text;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Finding.Code;
import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.api.Fix;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.diagnosis.Disconnection;
import io.github.rulewarden.policy.diagnosis.MissingLookup;
import io.github.rulewarden.policy.diagnosis.RuleFinding;
import io.github.rulewarden.policy.plan.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The findings of a check, with their severities and remedies. */
public final class FindingText {
  private static final Fix NO_FIX = new Fix.None();

  private FindingText() {}

  /** The findings about the rules of one family. */
  public static List<Finding> of(ScopeFamily where, List<RuleFinding> found) {
    List<Finding> findings = new ArrayList<>();
    for (RuleFinding one : found) {
      findings.add(of(where, one));
    }
    return findings;
  }

  /** A finding about the rules of one family. */
  public static Finding of(ScopeFamily where, RuleFinding found) {
    return switch (found) {
      case RuleFinding.NoPolicyRouting() ->
          info(where, Code.NO_POLICY_ROUTING, OrderText.noPolicyRouting(where.family()), NO_FIX);
      case RuleFinding.NoTailscale(MissingLookup missing) ->
          info(where, Code.NO_TAILSCALE, TailscaleText.clause(missing), fix(missing));
      case RuleFinding.Disconnected(Disconnection disconnection) ->
          info(
              where,
              Code.NO_TAILSCALE,
              TailscaleText.clause(disconnection),
              new Fix.Advice(TailscaleText.advice(disconnection)));
      case RuleFinding.NoVpn() -> info(where, Code.NO_VPN, OrderText.noVpn(), NO_FIX);
      case RuleFinding.Inverted(List<Rule> offenders, long lookup) ->
          inverted(where, offenders, lookup, new Fix.Command(repair(where.scope())));
      case RuleFinding.InvertedWithoutRepair(List<Rule> offenders, long lookup) ->
          inverted(where, offenders, lookup, new Fix.Advice("see why the repair is refused"));
      case RuleFinding.Refused(Refusal refusal) ->
          error(
              where,
              Code.REFUSED,
              RefusalText.stays(refusal),
              remedy(refusal.reason()) + repair(where.scope()));
      case RuleFinding.Overtaken(Rule rule) ->
          info(
              where,
              Code.OVERTAKEN,
              "after the repair "
                  + RefusalText.quoted(rule)
                  + " will be evaluated before the VPN's rules",
              NO_FIX);
      case RuleFinding.MisnamedLink(String configured, String actual, long table) ->
          error(
              where,
              Code.TAILSCALE_INTERFACE,
              PeerText.misnamed(configured, actual, table),
              "correct tailscale.interface");
      case RuleFinding.PeerIsUnreachable(var peer, var lookup) ->
          error(where, Code.TAILNET_UNREACHABLE, PeerText.clause(peer), PeerText.fix(peer, lookup));
      case RuleFinding.NoCompanion(Rule capture) ->
          info(
              where,
              Code.NO_COMPANION,
              RefusalText.quoted(capture)
                  + " has no `lookup main suppress_prefixlength 0` ahead of it: it takes the LAN's"
                  + " traffic too",
              new Fix.Advice("restart the tunnel if this is not intended"));
      case RuleFinding.Stale(Rule capture) ->
          info(
              where,
              Code.STALE,
              StateText.staleClause(capture),
              new Fix.Advice(
                  "start its tunnel; if the tunnel is gone for good and `"
                      + IpCommand.showTable(where, capture.table())
                      + "` is empty, remove the rule: "
                      + IpCommand.delete(capture, where.scope())));
    };
  }

  /**
   * The finding about a leak.
   *
   * @param blocked the families in which restoring missing rules failed
   */
  public static Finding of(Scope scope, Leak leak, Policy policy, Set<Family> blocked) {
    boolean isRepairable =
        leak.remedy().isPresent()
            && !blocked.contains(leak.family())
            && policy.mode() == Mode.REPAIR
            && policy.restoring() == Policy.Restoring.WHAT_IS_CERTAIN;
    return error(
        scope.of(leak.family()),
        Code.LEAK,
        LeakText.clause(leak),
        isRepairable
            ? "wait until Rulewarden restores it, or restart the tunnel"
            : "restart the tunnel");
  }

  private static String remedy(Refusal.Reason reason) {
    return reason instanceof Refusal.Reason.RangeIsFull
        ? "widen vpn.priorities and run `systemctl reload rulewarden`, then "
        : "remove what is in the way, then ";
  }

  private static Fix fix(MissingLookup missing) {
    Optional<String> advice = TailscaleText.advice(missing);
    return advice.isPresent() ? new Fix.Advice(advice.get()) : NO_FIX;
  }

  private static Finding inverted(ScopeFamily where, List<Rule> offenders, long lookup, Fix fix) {
    String text =
        (offenders.size() == 1 ? "a rule of the VPN stands" : "rules of the VPN stand")
            + " ahead of Tailscale's lookup at "
            + lookup
            + ": "
            + priorities(offenders);
    return new Finding(where, Severity.ERROR, Code.INVERTED, text, fix);
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

  private static String repair(Scope scope) {
    return scope.isOwn() ? "rulewarden repair" : "rulewarden repair --netns " + scope.text();
  }

  private static Finding info(ScopeFamily where, Code code, String text, Fix fix) {
    return new Finding(where, Severity.INFO, code, text, fix);
  }

  private static Finding error(ScopeFamily where, Code code, String text, String advice) {
    return new Finding(where, Severity.ERROR, code, text, new Fix.Advice(advice));
  }
}
