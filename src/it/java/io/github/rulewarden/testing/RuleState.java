package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of both families between one event and the next.
 *
 * @param nanos the time at which the event that caused this state was received, {@link
 *     System#nanoTime}
 * @param cause that event; empty for the first state
 */
public record RuleState(
    long nanos, Optional<RuleEvent> cause, Map<Family, List<SeenRule>> byFamily) {

  /** The kind of a change. */
  public enum Change {
    ADDED,
    DELETED
  }

  /**
   * The addition or deletion of one rule.
   *
   * @param author the port id of the socket that made the change; for {@code ip} the pid
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

  /** Returns the rules of one family in the order in which the kernel evaluates them. */
  public List<SeenRule> rules(Family family) {
    return byFamily.getOrDefault(family, List.of());
  }

  /** Returns whether the addition or deletion of a rule of this priority caused this state. */
  public boolean isBy(Family family, Change change, long priority) {
    return cause.isPresent()
        && cause.get().family() == family
        && cause.get().change() == change
        && cause.get().rule().priority() == priority;
  }

  /** Returns whether a VPN's rule is ahead of the first lookup of Tailscale's table. */
  public boolean isInverted(Family family) {
    for (SeenRule rule : rules(family)) {
      if (rule.isTailscaleLookup()) {
        return false;
      }
      if (rule.isVpn()) {
        // Without any lookup there is no order to invert.
        return rules(family).stream().anyMatch(SeenRule::isTailscaleLookup);
      }
    }
    return false;
  }

  /** Returns the tables of the captures, in the order of the rules. */
  public List<Long> captures(Family family) {
    return rules(family).stream().filter(SeenRule::isCapture).map(SeenRule::table).toList();
  }

  /**
   * Returns whether every capture has its suppress rule directly ahead of it, and no other suppress
   * rule exists.
   */
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
   * Returns whether in this family pairs of exactly these tables are behind Tailscale's lookup, in
   * this order, each complete and once.
   */
  public boolean isRight(Family family, Long... tables) {
    return isCaptured(family, tables) && isOfWholePairs(family);
  }

  /**
   * Returns whether in this family captures of exactly these tables are behind Tailscale's lookup.
   */
  public boolean isCaptured(Family family, Long... tables) {
    return !isInverted(family) && captures(family).equals(List.of(tables));
  }

  /** Returns whether {@link #isRight(Family, Long...)} holds in both families. */
  public boolean isRight(Long... tables) {
    return isRight(Family.IPV4, tables) && isRight(Family.IPV6, tables);
  }
}
