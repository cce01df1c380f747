package io.github.rulewarden.fib;

/**
 * One condition that a packet must meet to match a rule. A condition that the rule does not have
 * has no criterion: the kernel's zero or "unset" never becomes one.
 *
 * <p>Source: {@code struct fib_rule} in {@code include/net/fib_rules.h}, {@code struct fib4_rule},
 * {@code struct fib6_rule}.
 */
public sealed interface Criterion {
  /** FRA_SRC: the packet's source address. */
  record From(Prefix prefix) implements Criterion {}

  /** FRA_DST: the packet's destination address. */
  record To(Prefix prefix) implements Criterion {}

  /** The type of service byte in the header of the rule message. */
  record TypeOfService(int value) implements Criterion {}

  /** FRA_FWMARK and FRA_FWMASK. */
  record FwMark(Mark mark) implements Criterion {}

  /** FRA_IIFNAME: the interface that the packet came in by; {@code lo} for packets of this host. */
  record IncomingInterface(String name) implements Criterion {}

  /** FRA_OIFNAME: the interface that the packet's socket is bound to. */
  record OutgoingInterface(String name) implements Criterion {}

  /** FRA_L3MDEV: the packet belongs to a VRF, and the VRF's table is used instead of the rule's. */
  record L3Master() implements Criterion {}

  /** FRA_UID_RANGE: the user id of the packet's socket. */
  record UserIds(Range range) implements Criterion {}

  /** FRA_IP_PROTO: the transport protocol's number. */
  record IpProtocol(int number) implements Criterion {}

  /** FRA_SPORT_RANGE. */
  record SourcePorts(Range range) implements Criterion {}

  /** FRA_DPORT_RANGE. */
  record DestinationPorts(Range range) implements Criterion {}

  /** FRA_TUN_ID: the id of the tunnel that the packet came in by, an unsigned 64 bit number. */
  record TunnelId(long id) implements Criterion {}

  /** FRA_DSCP: the upper six bits of the type of service byte. */
  record Dscp(int value) implements Criterion {}
}
