package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;

/** An attribute that selects the packets to which a rule applies. */
public sealed interface SelectorAttribute extends RuleAttribute {
  /** {@code to}: the address; its prefix length is in the header. */
  record Destination(Bytes address) implements SelectorAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RuleNumbers.FRA_DST, address);
    }
  }

  /** {@code from}: the address; its prefix length is in the header. */
  record Source(Bytes address) implements SelectorAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RuleNumbers.FRA_SRC, address);
    }
  }

  /**
   * {@code iif}: the interface by which a packet arrived; {@code lo} means packets of this host.
   */
  record IifName(String name) implements SelectorAttribute {
    public IifName {
      Range.text(name);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(RuleNumbers.FRA_IIFNAME, name);
    }
  }

  /** {@code fwmark}: the mark of a packet, compared under the mask. */
  record FwMark(long value) implements SelectorAttribute {
    public FwMark {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_FWMARK, value);
    }
  }

  /** {@code tun_id}: the id of the tunnel by which a packet arrived, 64 bits unsigned. */
  record TunnelId(long value) implements SelectorAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe64(RuleNumbers.FRA_TUN_ID, value);
    }
  }

  /** {@code fwmark}, after the slash: the mask. */
  record FwMask(long value) implements SelectorAttribute {
    public FwMask {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_FWMASK, value);
    }
  }

  /** {@code oif}: the interface to which a socket is bound. */
  record OifName(String name) implements SelectorAttribute {
    public OifName {
      Range.text(name);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(RuleNumbers.FRA_OIFNAME, name);
    }
  }

  /** {@code l3mdev}: the table is that of the packet's VRF. */
  record L3mdev(int value) implements SelectorAttribute {
    public L3mdev {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_L3MDEV, value);
    }
  }

  /** {@code uidrange}: the users whose sockets the rule applies to, both ends inclusive. */
  record UidRange(long start, long end) implements SelectorAttribute {
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

  /** {@code ipproto}: the transport protocol; 6 is TCP. */
  record IpProtocol(int value) implements SelectorAttribute {
    public IpProtocol {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_IP_PROTO, value);
    }
  }

  /** {@code sport}: the first and the last port. */
  record SourcePorts(int start, int end) implements SelectorAttribute {
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
  record DestinationPorts(int start, int end) implements SelectorAttribute {
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
  record Dscp(int value) implements SelectorAttribute {
    public Dscp {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_DSCP, value);
    }
  }

  /** {@code flowlabel}: the flow label of IPv6, 20 bits. */
  record FlowLabel(long value) implements SelectorAttribute {
    public FlowLabel {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe32(RuleNumbers.FRA_FLOWLABEL, value);
    }
  }

  /** {@code flowlabel}, after the slash: the mask. */
  record FlowLabelMask(long value) implements SelectorAttribute {
    public FlowLabelMask {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe32(RuleNumbers.FRA_FLOWLABEL_MASK, value);
    }
  }

  /** {@code sport}, after the slash: the mask. */
  record SourcePortMask(int value) implements SelectorAttribute {
    public SourcePortMask {
      Range.u16(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU16(RuleNumbers.FRA_SPORT_MASK, value);
    }
  }

  /** {@code dport}, after the slash: the mask. */
  record DestinationPortMask(int value) implements SelectorAttribute {
    public DestinationPortMask {
      Range.u16(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU16(RuleNumbers.FRA_DPORT_MASK, value);
    }
  }

  /** {@code dscp}, after the slash: the mask. */
  record DscpMask(int value) implements SelectorAttribute {
    public DscpMask {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_DSCP_MASK, value);
    }
  }
}
