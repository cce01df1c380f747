package io.github.rulewarden.doctor;

import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.Role;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Rules of other programs that use the marks of Tailscale or of a tunnel. */
final class MarkCheck implements Check {
  @Override
  public void examine(HostState host, Findings findings) {
    Mark bypass = host.policy().tailscale().bypassMark();
    Set<String> reported = new LinkedHashSet<>();
    for (Family family : Family.values()) {
      Snapshot snapshot = host.rules().ifKnown().orElse(Snapshot.EMPTY);
      Ladder ladder = Ladder.of(snapshot, family, host.policy());
      for (Ladder.Entry entry : ladder.entries()) {
        Optional<Mark> mark = belongsToOthers(entry) ? mark(entry.rule()) : Optional.empty();
        // Report a rule once if both families have it.
        if (mark.isPresent() && reported.add(entry.rule().toString())) {
          examine(entry.rule(), mark.get(), bypass, findings);
          examine(entry.rule(), mark.get(), ladder, findings);
        }
      }
    }
  }

  private static boolean belongsToOthers(Ladder.Entry entry) {
    return entry.role() == Role.OTHER && !entry.rule().selector().isInverted();
  }

  private static void examine(Rule rule, Mark mark, Mark bypass, Findings findings) {
    int shared = mark.mask() & bypass.mask();
    boolean isAlike = ((mark.value() ^ bypass.value()) & shared) == 0;
    if (shared != 0 && isAlike) {
      findings.warning(
          "mark-of-tailscale",
          "`" + rule + "` can match packets with tailscaled's mark " + bypass.text(),
          "tailscaled marks its own packets to keep them out of its tunnel; this rule may route them"
              + " elsewhere, and Tailscale's rules may match packets meant for this rule",
          Remedy.advice(
              "configure the program that added this rule to use a mark outside "
                  + hex(bypass.mask())));
    } else if (shared != 0 && !mark.isExact()) {
      findings.info(
          "shared-mark-bits",
          "`" + rule + "` uses mark bits that belong to Tailscale (" + hex(bypass.mask()) + ")",
          "a packet has one mark: the program that sets it last overwrites the other's bits",
          Remedy.advice(
              "configure the program that added this rule to use a mark outside "
                  + hex(bypass.mask())));
    }
  }

  private static void examine(Rule rule, Mark mark, Ladder ladder, Findings findings) {
    for (Pair pair : ladder.pairs()) {
      Rule capture = pair.capture().rule();
      Optional<Mark> own = mark(capture).filter(Mark::isExact);
      if (own.isPresent() && mark.value() != 0 && mark.matches(own.get().value())) {
        findings.warning(
            "mark-of-tunnel",
            "`" + rule + "` matches the VPN's own packets (mark " + own.get().text() + ")",
            "this rule decides where the tunnel's encrypted packets go",
            Remedy.advice(
                "set another mark for the tunnel (FwMark = in its file) or for this rule"));
      }
    }
  }

  /** The mark that a rule matches, inverted or not. */
  private static Optional<Mark> mark(Rule rule) {
    for (Criterion criterion : rule.selector().criteria()) {
      if (criterion instanceof Criterion.FwMark(Mark mark)) {
        return Optional.of(mark);
      }
    }
    return Optional.empty();
  }

  private static String hex(int bits) {
    return "0x" + Integer.toHexString(bits);
  }
}
