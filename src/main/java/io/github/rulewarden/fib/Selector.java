package io.github.rulewarden.fib;

import java.util.ArrayList;
import java.util.List;

/**
 * Which packets a rule applies to: those that meet every criterion, or, inverted, those that do not
 * meet them all.
 *
 * @param criteria at most one of a kind; kept in the order of {@link Criterion}'s members, however
 *     they are given
 */
public record Selector(Sense sense, List<Criterion> criteria) {
  /**
   * Whether the criteria are meant as they stand or the other way round ({@code ip rule add not
   * ...}).
   */
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

  /** Whether this is the inverted form. */
  public boolean isInverted() {
    return sense == Sense.INVERTED;
  }
}
