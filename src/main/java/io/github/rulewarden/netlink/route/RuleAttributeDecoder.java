package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;

/** From the kernel's numbers to {@link RuleAttribute}. */
final class RuleAttributeDecoder {
  private static final int ANY_SIZE = -1;

  private RuleAttributeDecoder() {}

  /** The attribute that {@code reader} stands at. */
  static RuleAttribute decode(AttributeReader reader) {
    int size = size(reader.type());
    if (size != ANY_SIZE && size != reader.length()) {
      return unknown(reader);
    }
    return switch (reader.type()) {
      case RuleNumbers.FRA_DST -> new RuleAttribute.Destination(reader.payload());
      case RuleNumbers.FRA_SRC -> new RuleAttribute.Source(reader.payload());
      case RuleNumbers.FRA_IIFNAME ->
          text(reader) ? new RuleAttribute.IifName(reader.payload().text()) : unknown(reader);
      case RuleNumbers.FRA_GOTO -> new RuleAttribute.Goto(reader.u32());
      case RuleNumbers.FRA_PRIORITY -> new RuleAttribute.Priority(reader.u32());
      case RuleNumbers.FRA_FWMARK -> new RuleAttribute.FwMark(reader.u32());
      case RuleNumbers.FRA_FLOW -> new RuleAttribute.Flow(reader.u32());
      case RuleNumbers.FRA_TUN_ID -> new RuleAttribute.TunnelId(reader.payload().be64(0));
      case RuleNumbers.FRA_SUPPRESS_IFGROUP ->
          new RuleAttribute.SuppressInterfaceGroup(reader.u32());
      case RuleNumbers.FRA_SUPPRESS_PREFIXLEN ->
          new RuleAttribute.SuppressPrefixLength(reader.u32());
      case RuleNumbers.FRA_TABLE -> new RuleAttribute.Table(reader.u32());
      case RuleNumbers.FRA_FWMASK -> new RuleAttribute.FwMask(reader.u32());
      case RuleNumbers.FRA_OIFNAME ->
          text(reader) ? new RuleAttribute.OifName(reader.payload().text()) : unknown(reader);
      case RuleNumbers.FRA_L3MDEV -> new RuleAttribute.L3mdev(reader.u8());
      case RuleNumbers.FRA_UID_RANGE ->
          new RuleAttribute.UidRange(reader.payload().u32(0), reader.payload().u32(4));
      case RuleNumbers.FRA_PROTOCOL -> new RuleAttribute.Protocol(reader.u8());
      case RuleNumbers.FRA_IP_PROTO -> new RuleAttribute.IpProtocol(reader.u8());
      case RuleNumbers.FRA_SPORT_RANGE ->
          new RuleAttribute.SourcePorts(reader.payload().u16(0), reader.payload().u16(2));
      case RuleNumbers.FRA_DPORT_RANGE ->
          new RuleAttribute.DestinationPorts(reader.payload().u16(0), reader.payload().u16(2));
      case RuleNumbers.FRA_DSCP -> new RuleAttribute.Dscp(reader.u8());
      case RuleNumbers.FRA_FLOWLABEL -> new RuleAttribute.FlowLabel(reader.payload().be32(0));
      case RuleNumbers.FRA_FLOWLABEL_MASK ->
          new RuleAttribute.FlowLabelMask(reader.payload().be32(0));
      case RuleNumbers.FRA_SPORT_MASK -> new RuleAttribute.SourcePortMask(reader.u16());
      case RuleNumbers.FRA_DPORT_MASK -> new RuleAttribute.DestinationPortMask(reader.u16());
      case RuleNumbers.FRA_DSCP_MASK -> new RuleAttribute.DscpMask(reader.u8());
      default -> unknown(reader);
    };
  }

  /** The one length of the attributes that have only one. */
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
