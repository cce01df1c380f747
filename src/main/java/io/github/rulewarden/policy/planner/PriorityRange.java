package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The priorities that moved rules may take, and which of them are free.
 *
 * <p>The first pair takes the last two of the first hundred priorities. Each newer tunnel takes the
 * two below, so that the newest tunnel stays first.
 */
final class PriorityRange {
  /**
   * The rules of Mullvad, NetBird and other programs are at or below this priority, and the kernel
   * would put an add without a priority below any of Rulewarden's rules there.
   */
  private static final long LOWER_BOUND = 111;

  /** tailscaled wakes up at each delete in this range, whatever the table. */
  private static final Range TAILSCALED = new Range(5200, 5299);

  /** sing-box's first priority; the ranges of NetworkManager, nmstate and others are above. */
  private static final long UPPER_BOUND = 9000;

  private static final long HUNDRED = 100;

  private static final long NO_LOOKUP = -1;

  private final Range range;
  private final long lookup;
  private final Set<Long> used = new HashSet<>();

  /**
   * The range behind the last lookup of {@code ladder}; if it has no lookup, the configured range.
   */
  PriorityRange(Ladder ladder, Range configured) {
    this.lookup =
        ladder.hasLookup()
            ? ladder.entries().get(ladder.lastLookup()).rule().priority()
            : NO_LOOKUP;
    this.range =
        lookup == NO_LOOKUP || TAILSCALED.contains(lookup) ? configured : behindLookup(ladder);
    for (Ladder.Entry entry : ladder.entries()) {
      used.add(entry.rule().priority());
      if (entry.rule().action() instanceof Action.Goto(long target)) {
        // A goto without a target is inert; a new rule at its target would activate it.
        used.add(target);
      }
    }
  }

  /**
   * The range for hosts where tailscaled does not use 52xx: it ends directly ahead of the next
   * foreign rule.
   */
  private Range behindLookup(Ladder ladder) {
    long last = UPPER_BOUND - 1;
    for (Ladder.Entry entry : ladder.entries()) {
      long priority = entry.rule().priority();
      if (priority > lookup && !entry.role().isVpn() && !entry.role().isTailscale()) {
        last = Math.min(last, priority - 1);
        break;
      }
    }
    return new Range(Math.max(lookup, LOWER_BOUND) + 1, last);
  }

  /**
   * The reason why no priority was found. The operator's remedy depends on the origin of the range.
   */
  Refusal.Reason noFreePriority() {
    return lookup == NO_LOOKUP || TAILSCALED.contains(lookup)
        ? new Refusal.Reason.RangeIsFull(range)
        : new Refusal.Reason.NoPriorityBehindLookup(lookup);
  }

  /** Whether an entry stands in the range and behind the lookup. */
  boolean contains(Ladder.Entry entry) {
    long priority = entry.rule().priority();
    return priority > lookup && range.contains(priority);
  }

  /**
   * Reserves the priority for a companion of a capture: directly ahead of the capture, else the
   * last one in the range at which the companion is still recognised as that capture's. Empty if
   * there is none.
   */
  Optional<Long> reserveFor(Ladder.Entry capture, Ladder ladder) {
    long priority = capture.rule().priority() - 1;
    if (!isFree(priority)) {
      long foreign = ladder.lastForeignAhead(capture);
      priority = Math.min(priority, range.last());
      while (priority >= range.first() && priority > foreign && !isFree(priority)) {
        priority--;
      }
      if (priority < range.first() || priority <= foreign) {
        return Optional.empty();
      }
    }
    used.add(priority);
    return Optional.of(priority);
  }

  /**
   * Whether a rule may be added at {@code priority}: allowed, behind the lookup, and not in use.
   */
  boolean isFree(long priority) {
    return priority > lookup
        && priority > LOWER_BOUND
        && priority < UPPER_BOUND
        && !TAILSCALED.contains(priority)
        && !used.contains(priority);
  }

  /**
   * Whether a rule that stood at {@code priority} may be restored there: no other rule uses the
   * priority, and Tailscale's lookup is not behind it.
   */
  boolean isAvailable(long priority) {
    return priority > lookup && priority > 0 && !used.contains(priority);
  }

  /** Reserves a priority. */
  void reserve(long priority) {
    used.add(priority);
  }

  /**
   * Slots for {@code count} pairs, in ladder order, in the first hundred that has enough free
   * priorities; empty if none has.
   */
  Optional<List<PrioritySlot>> slots(int count) {
    for (long first = range.first(); first <= range.last(); first += HUNDRED) {
      Optional<List<PrioritySlot>> slots =
          slotsBelow(Math.min(first + HUNDRED, range.last() + 1), count);
      if (slots.isPresent()) {
        return slots;
      }
    }
    return Optional.empty();
  }

  /**
   * Slots for {@code count} pairs, in ladder order, ahead of {@code ceiling}; empty if there are
   * not enough free priorities.
   */
  Optional<List<PrioritySlot>> slotsBelow(long ceiling, int count) {
    List<PrioritySlot> slots = new ArrayList<>(count);
    long priority = ceiling - 1;
    while (slots.size() < count && priority > range.first()) {
      if (isFree(priority) && isFree(priority - 1)) {
        slots.addFirst(PrioritySlot.endingAt(priority));
        priority--;
      }
      priority--;
    }
    return slots.size() == count ? Optional.of(slots) : Optional.empty();
  }
}
