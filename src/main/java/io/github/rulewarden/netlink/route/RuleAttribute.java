package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of a rule ({@code FRA_*} of {@code linux/fib_rules.h}). */
public sealed interface RuleAttribute {
  /** Appends this attribute, header and padding included. */
  void write(MessageWriter writer);

  /** Takes a run of attributes apart. */
  static List<RuleAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<RuleAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(RuleAttributeDecoder.decode(reader));
    }
    return attributes;
  }

  /** {@code to}: the address; its prefix length is in the header. */
  record Destination(Bytes address) implements RuleAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RuleNumbers.FRA_DST, address);
    }
  }

  /** {@code from}: the address; its prefix length is in the header. */
  record Source(Bytes address) implements RuleAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RuleNumbers.FRA_SRC, address);
    }
  }

  /** {@code iif}: the interface a packet came in by; {@code lo} is this host itself. */
  record IifName(String name) implements RuleAttribute {
    public IifName {
      Range.text(name);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(RuleNumbers.FRA_IIFNAME, name);
    }
  }

  /** {@code goto}: the priority of the rule to go on with. */
  record Goto(long target) implements RuleAttribute {
    public Goto {
      Range.u32(target);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_GOTO, target);
    }
  }

  /**
   * The priority. The kernel leaves this attribute out of its messages when it is 0, but chooses a
   * priority of its own for a rule that is added without it ({@code net/core/fib_rules.c}).
   */
  record Priority(long value) implements RuleAttribute {
    public Priority {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_PRIORITY, value);
    }
  }

  /** {@code fwmark}: what a packet's mark has to be under the mask. */
  record FwMark(long value) implements RuleAttribute {
    public FwMark {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_FWMARK, value);
    }
  }

  /** {@code realms}: the source realm in the upper 16 bits, the destination's in the lower. */
  record Flow(long value) implements RuleAttribute {
    public Flow {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_FLOW, value);
    }
  }

  /** {@code tun_id}: the id of the tunnel a packet came in by, 64 bits unsigned. */
  record TunnelId(long value) implements RuleAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe64(RuleNumbers.FRA_TUN_ID, value);
    }
  }

  /**
   * {@code suppress_ifgroup}: routes by an interface of this group do not count; 0xffffffff is
   * unset.
   */
  record SuppressInterfaceGroup(long group) implements RuleAttribute {
    public SuppressInterfaceGroup {
      Range.u32(group);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_SUPPRESS_IFGROUP, group);
    }
  }

  /**
   * {@code suppress_prefixlength}: routes of this prefix length or less do not count; 0xffffffff is
   * unset.
   */
  record SuppressPrefixLength(long length) implements RuleAttribute {
    public SuppressPrefixLength {
      Range.u32(length);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_SUPPRESS_PREFIXLEN, length);
    }
  }

  /** {@code lookup}: the table; it holds for the header's, which has only 8 bits. */
  record Table(long number) implements RuleAttribute {
    public Table {
      Range.u32(number);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_TABLE, number);
    }
  }

  /** {@code fwmark}, behind the slash: the bits of the mark that count. */
  record FwMask(long value) implements RuleAttribute {
    public FwMask {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_FWMASK, value);
    }
  }

  /** {@code oif}: the interface a socket is bound to. */
  record OifName(String name) implements RuleAttribute {
    public OifName {
      Range.text(name);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(RuleNumbers.FRA_OIFNAME, name);
    }
  }

  /** {@code l3mdev}: the table is that of the packet's VRF. */
  record L3mdev(int value) implements RuleAttribute {
    public L3mdev {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_L3MDEV, value);
    }
  }

  /** {@code uidrange}: the users whose sockets the rule is for, both ends included. */
  record UidRange(long start, long end) implements RuleAttribute {
    public UidRange {
      Range.u32(start);
      Range.u32(end);
    }

    @Override
    public void write(MessageWriter writer) {
      int begin = writer.beginAttribute(RuleNumbers.FRA_UID_RANGE);
      writer.u32(start).u32(end);
      writer.endAttribute(begin);
    }
  }

  /** {@code protocol}: who made the rule; 2 is the kernel. */
  record Protocol(int value) implements RuleAttribute {
    public Protocol {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_PROTOCOL, value);
    }
  }

  /** {@code ipproto}: the protocol above IP, as 6 for TCP. */
  record IpProtocol(int value) implements RuleAttribute {
    public IpProtocol {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_IP_PROTO, value);
    }
  }

  /** {@code sport}: the first and the last port. */
  record SourcePorts(int start, int end) implements RuleAttribute {
    public SourcePorts {
      Range.u16(start);
      Range.u16(end);
    }

    @Override
    public void write(MessageWriter writer) {
      int begin = writer.beginAttribute(RuleNumbers.FRA_SPORT_RANGE);
      writer.u16(start).u16(end);
      writer.endAttribute(begin);
    }
  }

  /** {@code dport}: the first and the last port. */
  record DestinationPorts(int start, int end) implements RuleAttribute {
    public DestinationPorts {
      Range.u16(start);
      Range.u16(end);
    }

    @Override
    public void write(MessageWriter writer) {
      int begin = writer.beginAttribute(RuleNumbers.FRA_DPORT_RANGE);
      writer.u16(start).u16(end);
      writer.endAttribute(begin);
    }
  }

  /** {@code dscp}: 0..63, not shifted. */
  record Dscp(int value) implements RuleAttribute {
    public Dscp {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_DSCP, value);
    }
  }

  /** {@code flowlabel}: of IPv6, 20 bits. */
  record FlowLabel(long value) implements RuleAttribute {
    public FlowLabel {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe32(RuleNumbers.FRA_FLOWLABEL, value);
    }
  }

  /** {@code flowlabel}, behind the slash: the bits that count. */
  record FlowLabelMask(long value) implements RuleAttribute {
    public FlowLabelMask {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe32(RuleNumbers.FRA_FLOWLABEL_MASK, value);
    }
  }

  /** {@code sport}, behind the slash: the bits that count. */
  record SourcePortMask(int value) implements RuleAttribute {
    public SourcePortMask {
      Range.u16(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU16(RuleNumbers.FRA_SPORT_MASK, value);
    }
  }

  /** {@code dport}, behind the slash: the bits that count. */
  record DestinationPortMask(int value) implements RuleAttribute {
    public DestinationPortMask {
      Range.u16(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU16(RuleNumbers.FRA_DPORT_MASK, value);
    }
  }

  /** {@code dscp}, behind the slash: the bits that count. */
  record DscpMask(int value) implements RuleAttribute {
    public DscpMask {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_DSCP_MASK, value);
    }
  }

  /**
   * An attribute of a number that this library does not know, or of a form that the kernel does not
   * give to one it knows: kept as it is.
   *
   * @param type all 16 bits, flag bits included
   */
  record Unknown(int type, Bytes payload) implements RuleAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
