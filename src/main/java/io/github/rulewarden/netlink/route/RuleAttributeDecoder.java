package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;

/** Decodes {@link RuleAttribute}. */
final class RuleAttributeDecoder {
  private static final int ANY_SIZE = -1;

  private RuleAttributeDecoder() {}

  /** Decodes the current attribute of {@code reader}. */
  static RuleAttribute decode(AttributeReader reader) {
    int size = size(reader.type());
    if (size != ANY_SIZE && size != reader.length()) {
      return unknown(reader);
    }
    return switch (reader.type()) {
      case RuleNumbers.FRA_DST -> new SelectorAttribute.Destination(reader.payload());
      case RuleNumbers.FRA_SRC -> new SelectorAttribute.Source(reader.payload());
      case RuleNumbers.FRA_IIFNAME ->
          text(reader) ? new SelectorAttribute.IifName(reader.payload().text()) : unknown(reader);
      case RuleNumbers.FRA_GOTO -> new RuleAttribute.Goto(reader.u32());
      case RuleNumbers.FRA_PRIORITY -> new RuleAttribute.Priority(reader.u32());
      case RuleNumbers.FRA_FWMARK -> new SelectorAttribute.FwMark(reader.u32());
      case RuleNumbers.FRA_FLOW -> new RuleAttribute.Flow(reader.u32());
      case RuleNumbers.FRA_TUN_ID -> new SelectorAttribute.TunnelId(reader.payload().be64(0));
      case RuleNumbers.FRA_SUPPRESS_IFGROUP ->
          new RuleAttribute.SuppressInterfaceGroup(reader.u32());
      case RuleNumbers.FRA_SUPPRESS_PREFIXLEN ->
          new RuleAttribute.SuppressPrefixLength(reader.u32());
      case RuleNumbers.FRA_TABLE -> new RuleAttribute.Table(reader.u32());
      case RuleNumbers.FRA_FWMASK -> new SelectorAttribute.FwMask(reader.u32());
      case RuleNumbers.FRA_OIFNAME ->
          text(reader) ? new SelectorAttribute.OifName(reader.payload().text()) : unknown(reader);
      case RuleNumbers.FRA_L3MDEV -> new SelectorAttribute.L3mdev(reader.u8());
      case RuleNumbers.FRA_UID_RANGE ->
          new SelectorAttribute.UidRange(reader.payload().u32(0), reader.payload().u32(4));
      case RuleNumbers.FRA_PROTOCOL -> new RuleAttribute.Protocol(reader.u8());
      case RuleNumbers.FRA_IP_PROTO -> new SelectorAttribute.IpProtocol(reader.u8());
      case RuleNumbers.FRA_SPORT_RANGE ->
          new SelectorAttribute.SourcePorts(reader.payload().u16(0), reader.payload().u16(2));
      case RuleNumbers.FRA_DPORT_RANGE ->
          new SelectorAttribute.DestinationPorts(reader.payload().u16(0), reader.payload().u16(2));
      case RuleNumbers.FRA_DSCP -> new SelectorAttribute.Dscp(reader.u8());
      case RuleNumbers.FRA_FLOWLABEL -> new SelectorAttribute.FlowLabel(reader.payload().be32(0));
      case RuleNumbers.FRA_FLOWLABEL_MASK ->
          new SelectorAttribute.FlowLabelMask(reader.payload().be32(0));
      case RuleNumbers.FRA_SPORT_MASK -> new SelectorAttribute.SourcePortMask(reader.u16());
      case RuleNumbers.FRA_DPORT_MASK -> new SelectorAttribute.DestinationPortMask(reader.u16());
      case RuleNumbers.FRA_DSCP_MASK -> new SelectorAttribute.DscpMask(reader.u8());
      default -> unknown(reader);
    };
  }

  /** The length of an attribute whose length is fixed. */
  private static int size(int type) {
    return switch (type) {
      case RuleNumbers.FRA_L3MDEV,
          RuleNumbers.FRA_PROTOCOL,
          RuleNumbers.FRA_IP_PROTO,
          RuleNumbers.FRA_DSCP,
          RuleNumbers.FRA_DSCP_MASK ->
          1;
      case RuleNumbers.FRA_SPORT_MASK, RuleNumbers.FRA_DPORT_MASK -> 2;
      case RuleNumbers.FRA_GOTO,
          RuleNumbers.FRA_PRIORITY,
          RuleNumbers.FRA_FWMARK,
          RuleNumbers.FRA_FLOW,
          RuleNumbers.FRA_SUPPRESS_IFGROUP,
          RuleNumbers.FRA_SUPPRESS_PREFIXLEN,
          RuleNumbers.FRA_TABLE,
          RuleNumbers.FRA_FWMASK,
          RuleNumbers.FRA_SPORT_RANGE,
          RuleNumbers.FRA_DPORT_RANGE,
          RuleNumbers.FRA_FLOWLABEL,
          RuleNumbers.FRA_FLOWLABEL_MASK ->
          4;
      case RuleNumbers.FRA_TUN_ID, RuleNumbers.FRA_UID_RANGE -> 8;
      default -> ANY_SIZE;
    };
  }

  private static boolean text(AttributeReader reader) {
    return reader.payload().isText();
  }

  private static RuleAttribute unknown(AttributeReader reader) {
    return new RuleAttribute.Unknown(reader.type(), reader.payload());
  }
}
