package io.github.rulewarden.fib;

import java.util.List;

/**
 * Which packets a rule applies to: those that meet every criterion, or, inverted, those that do not meet them all.
 *
 * @param criteria in the order of {@link Criterion}'s members, at most one of a kind
 */
public record Selector(Sense sense, List<Criterion> criteria) {
  /** Whether the criteria are meant as they stand or the other way round ({@code ip rule add not ...}). */
  public enum Sense {
    PLAIN,
    INVERTED
  }

  /** {@code from all}: every packet. */
  public static final Selector ALL = new Selector(Sense.PLAIN, List.of());

  public Selector {
    criteria = List.copyOf(criteria);
  }

  /** Whether this is the inverted form. */
  public boolean isInverted() {
    return sense == Sense.INVERTED;
  }
}
