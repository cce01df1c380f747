package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Rule;
import java.util.Optional;

/**
 * A packet that this host sends as user 0 without a mark. It belongs to no protocol that a rule can
 * select.
 *
 * @param destination empty for any destination
 */
public record PlainPacket(Optional<Address> destination) {
  /** A packet to any destination. */
  static final PlainPacket ANYWHERE = new PlainPacket(Optional.empty());

  private static final int UID = 0;
  private static final int MARK = 0;

  public static PlainPacket to(Address destination) {
    return new PlainPacket(Optional.of(destination));
  }

  /** Whether a rule matches the packet, or such a packet to some destination. */
  public boolean matches(Rule rule) {
    boolean isInverted = rule.selector().isInverted();
    boolean isMet = true;
    for (Criterion criterion : rule.selector().criteria()) {
      isMet &=
          criterion instanceof Criterion.To(Prefix prefix)
              ? isTo(prefix, isInverted)
              : isMet(criterion);
    }
    return isMet != isInverted;
  }

  private boolean isTo(Prefix prefix, boolean isInverted) {
    return destination.isEmpty()
        ? !isInverted
        : prefix.covers(new Prefix(destination.get(), destination.get().family().addressBits()));
  }

  /**
   * The packet has no source address yet, so it matches no source prefix ({@code fib6_rule_match}).
   */
  private static boolean isMet(Criterion criterion) {
    return switch (criterion) {
      case Criterion.FwMark(var mark) -> mark.matches(MARK);
      case Criterion.IncomingInterface(String name) -> name.equals("lo");
      case Criterion.UserIds(var range) -> range.contains(UID);
      case Criterion.From(Prefix prefix) -> prefix.length() == 0;
      case Criterion.Dscp(int value) -> value == 0;
      case Criterion.To _,
          Criterion.TypeOfService _,
          Criterion.OutgoingInterface _,
          Criterion.L3Master _,
          Criterion.IpProtocol _,
          Criterion.SourcePorts _,
          Criterion.DestinationPorts _,
          Criterion.TunnelId _ ->
          false;
    };
  }
}
