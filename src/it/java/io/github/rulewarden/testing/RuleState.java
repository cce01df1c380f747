package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of both families as they stood for a while, between one event and the next.
 *
 * @param nanos when the event was received that brought this state about, {@link System#nanoTime}
 * @param cause that event; empty for the first state
 */
public record RuleState(
    long nanos, Optional<RuleEvent> cause, Map<Family, List<SeenRule>> byFamily) {

  /** What an event did. */
  public enum Change {
    ADDED,
    DELETED
  }

  /**
   * One rule came or went.
   *
   * @param author the port id of the socket that did it; of {@code ip} the pid
   */
  public record RuleEvent(Family family, Change change, SeenRule rule, int author) {
    @Override
    public String toString() {
      return family.text() + " " + change + " " + rule + " by " + author;
    }
  }

  public RuleState {
    byFamily = Map.copyOf(byFamily);
  }

  /** The rules of one family in the order they are asked. */
  public List<SeenRule> rules(Family family) {
    return byFamily.getOrDefault(family, List.of());
  }

  /** Whether it was this that brought it about: a rule of this priority came or went. */
  public boolean isBy(Family family, Change change, long priority) {
    return cause.isPresent()
        && cause.get().family() == family
        && cause.get().change() == change
        && cause.get().rule().priority() == priority;
  }

  /** Whether a VPN's rule stands ahead of the first lookup of Tailscale's table. */
  public boolean isInverted(Family family) {
    for (SeenRule rule : rules(family)) {
      if (rule.isTailscaleLookup()) {
        return false;
      }
      if (rule.isVpn()) {
        // Without any lookup there is nothing to be ahead of.
        return rules(family).stream().anyMatch(SeenRule::isTailscaleLookup);
      }
    }
    return false;
  }

  /** The tables of the captures, the first one first. */
  public List<Long> captures(Family family) {
    return rules(family).stream().filter(SeenRule::isCapture).map(SeenRule::table).toList();
  }

  /** Whether every capture has its suppress rule directly in front of it, and there are no more. */
  public boolean isOfWholePairs(Family family) {
    List<SeenRule> rules = rules(family);
    for (int i = 0; i < rules.size(); i++) {
      boolean isBehindSuppress = i > 0 && rules.get(i - 1).isSuppress();
      if (rules.get(i).isCapture() != isBehindSuppress) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether in this family pairs of just these tables stand behind Tailscale's lookup, in this
   * order, each whole and once.
   */
  public boolean isRight(Family family, Long... tables) {
    return isCaptured(family, tables) && isOfWholePairs(family);
  }

  /** Whether in this family captures of just these tables stand behind Tailscale's lookup. */
  public boolean isCaptured(Family family, Long... tables) {
    return !isInverted(family) && captures(family).equals(List.of(tables));
  }

  /** Whether it {@link #isRight(Family, Long...)} in both families. */
  public boolean isRight(Long... tables) {
    return isRight(Family.IPV4, tables) && isRight(Family.IPV6, tables);
  }
}
