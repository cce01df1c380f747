package io.github.rulewarden.doctor;

import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Pair;
import io.github.rulewarden.policy.Role;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Rules of others' whose marks are Tailscale's or a tunnel's, too. */
final class MarkCheck implements Check {
  @Override
  public void examine(HostState patient, Findings findings) {
    Mark bypass = patient.policy().tailscale().bypassMark();
    Set<String> told = new LinkedHashSet<>();
    for (Family family : Family.values()) {
      Snapshot snapshot = patient.rules().ifKnown().orElse(Snapshot.EMPTY);
      Ladder ladder = Ladder.of(snapshot, family, patient.policy());
      for (Ladder.Entry entry : ladder.entries()) {
        Optional<Mark> mark = isOthers(entry) ? mark(entry.rule()) : Optional.empty();
        // The same in both families is one thing.
        if (mark.isPresent() && told.add(entry.rule().toString())) {
          examine(entry.rule(), mark.get(), bypass, findings);
          examine(entry.rule(), mark.get(), ladder, findings);
        }
      }
    }
  }

  private static boolean isOthers(Ladder.Entry entry) {
    return entry.role() == Role.OTHER && !entry.rule().selector().isInverted();
  }

  private static void examine(Rule rule, Mark mark, Mark bypass, Findings findings) {
    int shared = mark.mask() & bypass.mask();
    boolean isAlike = ((mark.value() ^ bypass.value()) & shared) == 0;
    if (shared != 0 && isAlike) {
      findings.warning(
          "mark-of-tailscale",
          "`" + rule + "` can fit packets with tailscaled's mark " + bypass.text(),
          "tailscaled marks its own packets so that they leave beside its tunnel; this rule sends"
              + " them elsewhere, or Tailscale's rules take its packets for tailscaled's",
          Remedy.advice("give whoever made that rule a mark outside of " + hex(bypass.mask())));
    } else if (shared != 0 && !mark.isExact()) {
      findings.info(
          "shared-mark-bits",
          "`" + rule + "` uses bits of the mark that are Tailscale's (" + hex(bypass.mask()) + ")",
          "a packet has one mark: whichever of the two writes last takes the other's away",
          Remedy.advice("give whoever made that rule a mark outside of " + hex(bypass.mask())));
    }
  }

  private static void examine(Rule rule, Mark mark, Ladder ladder, Findings findings) {
    for (Pair pair : ladder.pairs()) {
      Rule capture = pair.capture().rule();
      Optional<Mark> own = mark(capture).filter(Mark::isExact);
      if (own.isPresent() && mark.value() != 0 && mark.matches(own.get().value())) {
        findings.warning(
            "mark-of-tunnel",
            "`" + rule + "` fits the VPN's own packets (mark " + own.get().text() + ")",
            "the packets that carry the tunnel leave by the way this rule says",
            Remedy.advice("give the tunnel another mark (FwMark = in its file), or that rule"));
      }
    }
  }

  /** The mark that a rule asks for, in either sense. */
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
