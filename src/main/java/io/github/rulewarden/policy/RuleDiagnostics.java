package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
          findings.add(noTailscale());
        }
      }
      case NO_VPN -> findings.add(new RuleFinding.NoVpn());
      case RIGHT -> {}
    }
    if (unreachable.isPresent()) {
      findings.add(unreachable(unreachable.get()));
    }
  }

  private RuleFinding noTailscale() {
    long table = policy.tailscale().table();
    if (!TailscaleLink.ownsTable(snapshot, policy)) {
      return new RuleFinding.TableIsForeign(table);
    }
    return TailscaleLink.of(snapshot, policy).isPresent()
        ? new RuleFinding.LookupIsMissing(table)
        : new RuleFinding.TailscaleIsStopped(table);
  }

  private RuleFinding unreachable(UnreachablePeer peer) {
    Optional<String> actual = TailscaleLink.misnamed(snapshot, policy);
    if (actual.isPresent()) {
      Policy.Tailscale tailscale = policy.tailscale();
      return new RuleFinding.MisnamedLink(
          tailscale.linkName().orElse("auto"), actual.get(), tailscale.table());
    }
    return new RuleFinding.PeerIsUnreachable(
        peer, ladder.hasLookup() ? OptionalLong.of(lookup()) : OptionalLong.empty());
  }

  private long lookup() {
    return ladder.entries().get(ladder.decisiveLookup()).rule().priority();
  }

  private void inverted() {
    Verdict verdict = plan.verdict();
    findings.add(
        plan.isEmpty()
            ? new RuleFinding.InvertedWithoutRepair(verdict.offenders(), lookup())
            : new RuleFinding.Inverted(verdict.offenders(), lookup()));
    for (Refusal refusal : verdict.refusals()) {
      findings.add(new RuleFinding.Refused(refusal));
    }
    for (Rule overtaken : verdict.overtaken()) {
      findings.add(new RuleFinding.Overtaken(overtaken));
    }
  }

  /** A stale capture carries no traffic, so it needs no companion. */
  private void companions(List<Rule> stale) {
    for (Pair pair : ladder.pairs()) {
      Rule capture = pair.capture().rule();
      if (ladder.takesLan(pair) && !stale.contains(capture)) {
        findings.add(new RuleFinding.NoCompanion(capture));
      }
    }
  }
}
