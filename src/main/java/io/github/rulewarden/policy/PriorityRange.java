package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The priorities that moved rules may take, and which of them are free.
 *
 * <p>The first pair takes the last two of the band's first hundred; each newer tunnel the two
 * below, so that the newest tunnel stays first.
 */
final class PriorityRange {
  /**
   * Mullvad's, NetBird's and other programs' own rules are below; a priority-less add would go
   * below any of ours.
   */
  private static final long HIGHEST_TOO_LOW = 111;

  /** tailscaled wakes up at each delete in here, whatever the table. */
  private static final Range TAILSCALED = new Range(5200, 5299);

  /** sing-box's first; beyond are NetworkManager's, nmstate's and others' bands. */
  private static final long LOWEST_TOO_HIGH = 9000;

  private static final long HUNDRED = 100;

  private static final long NO_LOOKUP = -1;

  private final Range range;
  private final long lookup;
  private final Set<Long> taken = new HashSet<>();

  /** The band behind the last lookup of {@code ladder}; where it has none, the usual one. */
  PriorityRange(Ladder ladder, Range configured) {
    this.lookup =
        ladder.hasLookup()
            ? ladder.entries().get(ladder.lastLookup()).rule().priority()
            : NO_LOOKUP;
    this.range =
        lookup == NO_LOOKUP || TAILSCALED.contains(lookup) ? configured : behindLookup(ladder);
    for (Ladder.Entry entry : ladder.entries()) {
      taken.add(entry.rule().priority());
      if (entry.rule().action() instanceof Action.Goto(long target)) {
        // A goto without a target is inert; a rule of ours there would bring it to life.
        taken.add(target);
      }
    }
  }

  /**
   * The band for hosts where tailscaled does not use 52xx: up to just ahead of the next rule of
   * somebody else.
   */
  private Range behindLookup(Ladder ladder) {
    long last = LOWEST_TOO_HIGH - 1;
    for (Ladder.Entry entry : ladder.entries()) {
      long priority = entry.rule().priority();
      if (priority > lookup && !entry.role().isVpn() && !entry.role().isTailscale()) {
        last = Math.min(last, priority - 1);
        break;
      }
    }
    return new Range(Math.max(lookup, HIGHEST_TOO_LOW) + 1, last);
  }

  /**
   * Why no place was found; what an operator can do about it depends on where the band comes from.
   */
  String lackOfRoom() {
    return TAILSCALED.contains(lookup)
        ? "there is no room for it in " + range.text() + "; widen vpn.priorities"
        : "there is no room for it behind Tailscale's lookup at "
            + lookup
            + ", ahead of the next rule of somebody else's";
  }

  /** Whether a entry stands in the band, behind the lookup. */
  boolean contains(Ladder.Entry entry) {
    long priority = entry.rule().priority();
    return priority > lookup && range.contains(priority);
  }

  /**
   * Takes the place for a companion that comes to a capture: directly in front of it, else the last
   * one in the band from where it is recognised as that capture's. Empty if there is none.
   */
  Optional<Long> takePlaceFor(Ladder.Entry capture, Ladder ladder) {
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
    taken.add(priority);
    return Optional.of(priority);
  }

  /**
   * Whether a rule may be put at {@code priority}: a lawful place behind the lookup that nobody
   * has.
   */
  boolean isFree(long priority) {
    return priority > lookup
        && priority > HIGHEST_TOO_LOW
        && priority < LOWEST_TOO_HIGH
        && !TAILSCALED.contains(priority)
        && !taken.contains(priority);
  }

  /**
   * Whether a rule that stood at {@code priority} may be put there again: nobody else may have come
   * there, nor Tailscale behind it.
   */
  boolean isOpen(long priority) {
    return priority > lookup && priority > 0 && !taken.contains(priority);
  }

  /** Notes that a priority is no longer free. */
  void take(long priority) {
    taken.add(priority);
  }

  /**
   * Slots for {@code count} pairs, in ladder order, in the first hundred that has room for them;
   * empty if none has.
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
   * Slots for {@code count} pairs, in ladder order, ahead of {@code ceiling}; empty if there is no
   * room.
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
