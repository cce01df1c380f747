package io.github.rulewarden.policy.diagnosis;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.StaleCaptures;
import io.github.rulewarden.policy.classify.TailscaleLink;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what an operator should know about one family's rules. */
public final class RuleDiagnostics {
  private final Ladder ladder;
  private final Plan plan;
  private final Snapshot snapshot;
  private final Policy policy;
  private final List<RuleFinding> findings = new ArrayList<>();

  private RuleDiagnostics(Ladder ladder, Plan plan, Snapshot snapshot, Policy policy) {
    this.ladder = ladder;
    this.plan = plan;
    this.snapshot = snapshot;
    this.policy = policy;
  }

  /**
   * The findings about one family, the most important first.
   *
   * @param plan the planner's plan for this ladder
   * @param snapshot the snapshot of the ladder
   */
  public static List<RuleFinding> of(Ladder ladder, Plan plan, Snapshot snapshot, Policy policy) {
    if (snapshot.isAbsent(ladder.family())) {
      return List.of(new RuleFinding.NoPolicyRouting());
    }
    RuleDiagnostics diagnostics = new RuleDiagnostics(ladder, plan, snapshot, policy);
    diagnostics.order(UnreachablePeer.of(ladder, snapshot, policy));
    List<Rule> stale = StaleCaptures.of(ladder, snapshot, policy);
    diagnostics.companions(stale);
    for (Rule capture : stale) {
      diagnostics.findings.add(new RuleFinding.Stale(capture));
    }
    return List.copyOf(diagnostics.findings);
  }

  private void order(Optional<UnreachablePeer> unreachable) {
    switch (plan.verdict().order()) {
      case INVERTED -> {
        inverted();
        return;
      }
      case NO_TAILSCALE -> {
        if (unreachable.isEmpty()) {
          findings.add(new RuleFinding.NoTailscale(MissingLookup.of(ladder, snapshot, policy)));
        }
      }
      case NO_VPN -> findings.add(new RuleFinding.NoVpn());
      case RIGHT -> {
        if (unreachable.isEmpty()) {
          disconnected();
        }
      }
    }
    if (unreachable.isPresent()) {
      findings.add(unreachable(unreachable.get()));
    }
  }

  private void disconnected() {
    Optional<Disconnection> disconnection = Disconnection.of(snapshot, policy);
    if (disconnection.isPresent()) {
      findings.add(new RuleFinding.Disconnected(disconnection.get()));
    }
  }

  private RuleFinding unreachable(UnreachablePeer peer) {
    Optional<String> actual = TailscaleLink.misnamed(snapshot, policy);
    if (actual.isPresent()) {
      Policy.Tailscale tailscale = policy.tailscale();
      return new RuleFinding.MisnamedLink(
          tailscale.linkName().orElse("auto"), actual.get(), tailscale.table());
    }
    return new RuleFinding.PeerIsUnreachable(peer, ladder.lookupFor(peer.peer()));
  }

  private void inverted() {
    Verdict verdict = plan.verdict();
    findings.add(
        plan.isEmpty()
            ? new RuleFinding.InvertedWithoutRepair(verdict.offenders(), ladder.decisivePriority())
            : new RuleFinding.Inverted(verdict.offenders(), ladder.decisivePriority()));
    for (Refusal refusal : verdict.refusals()) {
      findings.add(new RuleFinding.Refused(refusal));
    }
    for (Rule overtaken : verdict.overtaken()) {
      if (mayRoute(overtaken)) {
        findings.add(new RuleFinding.Overtaken(overtaken));
      }
    }
  }

  /** Whether a rule does anything: not a {@code nop} and not for a link that does not exist. */
  private boolean mayRoute(Rule rule) {
    if (rule.action() instanceof Action.Nop) {
      return false;
    }
    boolean matchesNothing = false;
    for (Criterion criterion : rule.selector().criteria()) {
      matchesNothing |=
          switch (criterion) {
            case Criterion.IncomingInterface(String name) -> !hasLink(name);
            case Criterion.OutgoingInterface(String name) -> !hasLink(name);
            default -> false;
          };
    }
    return !matchesNothing || rule.selector().isInverted();
  }

  private boolean hasLink(String name) {
    for (Link link : snapshot.links()) {
      if (link.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** A stale capture has no default route, so it does not take the whole LAN. */
  private void companions(List<Rule> stale) {
    for (Pair pair : ladder.pairs()) {
      Rule capture = pair.capture().rule();
      if (ladder.takesLan(pair) && !stale.contains(capture)) {
        findings.add(new RuleFinding.NoCompanion(capture));
      }
    }
  }
}
