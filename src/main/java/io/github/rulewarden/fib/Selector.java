package io.github.rulewarden.fib;

import java.util.ArrayList;
import java.util.List;

/**
 * The packets that a rule matches: those that meet every criterion or, if inverted, those that fail
 * at least one.
 *
 * @param criteria at most one of a kind; always sorted in the order of {@link Criterion}'s members
 */
public record Selector(Sense sense, List<Criterion> criteria) {
  /** Whether the match is inverted ({@code ip rule add not ...}). */
  public enum Sense {
    PLAIN,
    INVERTED
  }

  /** {@code from all}: every packet. */
  public static final Selector ALL = new Selector(Sense.PLAIN, List.of());

  public Selector {
    if (criteria.size() > 1) {
      List<Criterion> sorted = new ArrayList<>(criteria);
      sorted.sort((one, other) -> rank(one) - rank(other));
      criteria = sorted;
    }
    criteria = List.copyOf(criteria);
  }

  private static int rank(Criterion criterion) {
    return switch (criterion) {
      case Criterion.From _ -> 0;
      case Criterion.To _ -> 1;
      case Criterion.TypeOfService _ -> 2;
      case Criterion.FwMark _ -> 3;
      case Criterion.IncomingInterface _ -> 4;
      case Criterion.OutgoingInterface _ -> 5;
      case Criterion.L3Master _ -> 6;
      case Criterion.UserIds _ -> 7;
      case Criterion.IpProtocol _ -> 8;
      case Criterion.SourcePorts _ -> 9;
      case Criterion.DestinationPorts _ -> 10;
      case Criterion.TunnelId _ -> 11;
      case Criterion.Dscp _ -> 12;
    };
  }

  /** Whether the match is inverted. */
  public boolean isInverted() {
    return sense == Sense.INVERTED;
  }
}
