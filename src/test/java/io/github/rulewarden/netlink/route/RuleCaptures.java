package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.route.RuleAttribute.Flow;
import io.github.rulewarden.netlink.route.RuleAttribute.Goto;
import io.github.rulewarden.netlink.route.RuleAttribute.Priority;
import io.github.rulewarden.netlink.route.RuleAttribute.Protocol;
import io.github.rulewarden.netlink.route.RuleAttribute.SuppressInterfaceGroup;
import io.github.rulewarden.netlink.route.RuleAttribute.SuppressPrefixLength;
import io.github.rulewarden.netlink.route.RuleAttribute.Table;
import io.github.rulewarden.netlink.route.SelectorAttribute.Destination;
import io.github.rulewarden.netlink.route.SelectorAttribute.DestinationPortMask;
import io.github.rulewarden.netlink.route.SelectorAttribute.DestinationPorts;
import io.github.rulewarden.netlink.route.SelectorAttribute.Dscp;
import io.github.rulewarden.netlink.route.SelectorAttribute.DscpMask;
import io.github.rulewarden.netlink.route.SelectorAttribute.FlowLabel;
import io.github.rulewarden.netlink.route.SelectorAttribute.FlowLabelMask;
import io.github.rulewarden.netlink.route.SelectorAttribute.FwMark;
import io.github.rulewarden.netlink.route.SelectorAttribute.FwMask;
import io.github.rulewarden.netlink.route.SelectorAttribute.IifName;
import io.github.rulewarden.netlink.route.SelectorAttribute.IpProtocol;
import io.github.rulewarden.netlink.route.SelectorAttribute.L3mdev;
import io.github.rulewarden.netlink.route.SelectorAttribute.OifName;
import io.github.rulewarden.netlink.route.SelectorAttribute.Source;
import io.github.rulewarden.netlink.route.SelectorAttribute.SourcePortMask;
import io.github.rulewarden.netlink.route.SelectorAttribute.SourcePorts;
import io.github.rulewarden.netlink.route.SelectorAttribute.TunnelId;
import io.github.rulewarden.netlink.route.SelectorAttribute.UidRange;
import java.util.List;

/**
 * Rules as dumped by Linux 6.18 after each command. This library added those that the {@code ip} of
 * Debian 12 does not support yet (dscp, flowlabel, masks of ports).
 */
final class RuleCaptures {
  /** The command of the rule, the payload of the kernel's message, and the decoded message. */
  record Capture(String command, Bytes bytes, RuleMessage message) {
    @Override
    public String toString() {
      return command;
    }
  }

  private static final long UNSET = 0xffff_ffffL;

  static final List<Capture> ALL =
      List.of(
          capture(
              "ip rule",
              "02000000 ff000001 00000000 "
                  + "08000f00 ff000000 08000e00 ffffffff 05001500 02000000",
              ipv4()
                  .table(255)
                  .with(new Table(255), new SuppressPrefixLength(UNSET), new Protocol(2))),
          capture(
              "ip rule",
              "02000000 fe000001 00000000 "
                  + "08000f00 fe000000 08000e00 ffffffff 05001500 02000000 08000600 fe7f0000",
              ipv4()
                  .table(254)
                  .with(
                      new Table(254),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(2),
                      new Priority(32766))),
          capture(
              "ip rule",
              "02000000 fd000001 00000000 "
                  + "08000f00 fd000000 08000e00 ffffffff 05001500 02000000 08000600 ff7f0000",
              ipv4()
                  .table(253)
                  .with(
                      new Table(253),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(2),
                      new Priority(32767))),
          capture(
              "ip -6 rule",
              "0a000000 ff000001 00000000 "
                  + "08000f00 ff000000 08000e00 ffffffff 05001500 02000000",
              ipv6()
                  .table(255)
                  .with(new Table(255), new SuppressPrefixLength(UNSET), new Protocol(2))),
          capture(
              "ip -6 rule",
              "0a000000 fe000001 00000000 "
                  + "08000f00 fe000000 08000e00 ffffffff 05001500 02000000 08000600 fe7f0000",
              ipv6()
                  .table(254)
                  .with(
                      new Table(254),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(2),
                      new Priority(32766))),
          capture(
              "ip rule add lookup 52 priority 5270",
              "02000000 34000001 00000000 "
                  + "08000f00 34000000 08000e00 ffffffff 05001500 00000000 08000600 96140000",
              ipv4()
                  .table(52)
                  .with(
                      new Table(52),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(5270))),
          capture(
              "ip rule add not fwmark 0xca6c lookup 51820",
              "02000000 fc000001 02000000 "
                  + "08000f00 6cca0000 08000e00 ffffffff 05001500 00000000 08000600 95140000 "
                  + "08000a00 6cca0000 08001000 ffffffff",
              ipv4()
                  .table(252)
                  .flags(RuleMessage.INVERT)
                  .with(
                      new Table(51820),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(5269),
                      new FwMark(0xca6c),
                      new FwMask(0xffff_ffffL))),
          capture(
              "ip rule add fwmark 0x80000/0xff0000 lookup main priority 5210",
              "02000000 fe000001 00000000 "
                  + "08000f00 fe000000 08000e00 ffffffff 05001500 00000000 08000600 5a140000 "
                  + "08000a00 00000800 08001000 0000ff00",
              ipv4()
                  .table(254)
                  .with(
                      new Table(254),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(5210),
                      new FwMark(0x80000),
                      new FwMask(0xff0000))),
          capture(
              "ip rule add fwmark 0x80000/0xff0000 unreachable priority 5250",
              "02000000 00000007 00000000 "
                  + "08000f00 00000000 08000e00 ffffffff 05001500 00000000 08000600 82140000 "
                  + "08000a00 00000800 08001000 0000ff00",
              ipv4()
                  .action(RuleActions.UNREACHABLE)
                  .with(
                      new Table(0),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(5250),
                      new FwMark(0x80000),
                      new FwMask(0xff0000))),
          capture(
              "ip rule add lookup main suppress_prefixlength 0",
              "02000000 fe000001 00000000 "
                  + "08000f00 fe000000 08000e00 00000000 05001500 00000000 08000600 59140000",
              ipv4()
                  .table(254)
                  .with(
                      new Table(254),
                      new SuppressPrefixLength(0),
                      new Protocol(0),
                      new Priority(5209))),
          capture(
              "ip rule add not fwmark 0x6d6f6c65 lookup 1836018789",
              "02000000 fc000001 02000000 "
                  + "08000f00 656c6f6d 08000e00 ffffffff 05001500 00000000 08000600 58140000 "
                  + "08000a00 656c6f6d 08001000 ffffffff",
              ipv4()
                  .table(252)
                  .flags(RuleMessage.INVERT)
                  .with(
                      new Table(0x6d6f6c65),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(5208),
                      new FwMark(0x6d6f6c65),
                      new FwMask(0xffff_ffffL))),
          capture(
              "ip rule add iif lo oif eth0 lookup 100 priority 100",
              "02000000 64000001 10000000 "
                  + "08000f00 64000000 08000e00 ffffffff 05001500 00000000 07000300 6c6f0000 "
                  + "09001100 65746830 00000000 08000600 64000000",
              ipv4()
                  .table(100)
                  .flags(RuleMessage.OIF_DETACHED)
                  .with(
                      new Table(100),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new IifName("lo"),
                      new OifName("eth0"),
                      new Priority(100))),
          capture(
              "ip rule add uidrange 1000-1999 lookup 101 priority 101",
              "02000000 65000001 00000000 "
                  + "08000f00 65000000 08000e00 ffffffff 05001500 00000000 08000600 65000000 "
                  + "0c001400 e8030000 cf070000",
              ipv4()
                  .table(101)
                  .with(
                      new Table(101),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(101),
                      new UidRange(1000, 1999))),
          capture(
              "ip rule add ipproto tcp sport 1024-65534 dport 443 lookup 102 priority 102",
              "02000000 66000001 00000000 "
                  + "08000f00 66000000 08000e00 ffffffff 05001500 00000000 08000600 66000000 "
                  + "08001700 0004feff 08001800 bb01bb01 06001d00 ffff0000 05001600 06000000",
              ipv4()
                  .table(102)
                  .with(
                      new Table(102),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(102),
                      new SourcePorts(1024, 65534),
                      new DestinationPorts(443, 443),
                      new DestinationPortMask(0xffff),
                      new IpProtocol(6))),
          capture(
              "ip rule add from 192.0.2.7 to 198.51.100.0/24 lookup 103 priority 103",
              "02182000 67000001 00000000 "
                  + "08000f00 67000000 08000e00 ffffffff 05001500 00000000 08000600 67000000 "
                  + "08000100 c6336400 08000200 c0000207",
              ipv4()
                  .to(24)
                  .from(32)
                  .table(103)
                  .with(
                      new Table(103),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(103),
                      new Destination(Bytes.parseHex("c6336400")),
                      new Source(Bytes.parseHex("c0000207")))),
          capture(
              "ip -6 rule add to 2001:db8::1/128 lookup 104 priority 104",
              "0a800000 68000001 00000000 "
                  + "08000f00 68000000 08000e00 ffffffff 05001500 00000000 08000600 68000000 "
                  + "14000100 20010db8 00000000 00000000 00000001",
              ipv6()
                  .to(128)
                  .table(104)
                  .with(
                      new Table(104),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(104),
                      new Destination(Bytes.parseHex("20010db8000000000000000000000001")))),
          capture(
              "ip -6 rule add from 2001:db8::/32 to fd7a:115c:a1e0::/48 lookup 105 priority 105",
              "0a302000 69000001 00000000 "
                  + "08000f00 69000000 08000e00 ffffffff 05001500 00000000 08000600 69000000 "
                  + "14000100 fd7a115c a1e00000 00000000 00000000 14000200 20010db8 00000000 "
                  + "00000000 00000000",
              ipv6()
                  .to(48)
                  .from(32)
                  .table(105)
                  .with(
                      new Table(105),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(105),
                      new Destination(Bytes.parseHex("fd7a115ca1e000000000000000000000")),
                      new Source(Bytes.parseHex("20010db8000000000000000000000000")))),
          capture(
              "ip rule add goto 32766 priority 106",
              "02000000 00000002 00000000 "
                  + "08000f00 00000000 08000e00 ffffffff 05001500 00000000 08000600 6a000000 "
                  + "08000400 fe7f0000",
              ipv4()
                  .action(RuleActions.GOTO)
                  .with(
                      new Table(0),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(106),
                      new Goto(32766))),
          capture(
              "ip rule add goto 40000 priority 107",
              "02000000 00000002 04000000 "
                  + "08000f00 00000000 08000e00 ffffffff 05001500 00000000 08000600 6b000000 "
                  + "08000400 409c0000",
              ipv4()
                  .action(RuleActions.GOTO)
                  .flags(RuleMessage.UNRESOLVED)
                  .with(
                      new Table(0),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(107),
                      new Goto(40000))),
          capture(
              "ip rule add l3mdev priority 1000",
              "02000000 00000001 00000000 "
                  + "08000f00 00000000 08000e00 ffffffff 05001500 00000000 08000600 e8030000 "
                  + "05001300 01000000",
              ipv4()
                  .with(
                      new Table(0),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(1000),
                      new L3mdev(1))),
          capture(
              "ip rule add tun_id 0x123456789abcdef0 lookup 108 priority 108",
              "02000000 6c000001 00000000 "
                  + "08000f00 6c000000 08000e00 ffffffff 05001500 00000000 08000600 6c000000 "
                  + "0c000c00 12345678 9abcdef0",
              ipv4()
                  .table(108)
                  .with(
                      new Table(108),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(108),
                      new TunnelId(0x123456789abcdef0L))),
          capture(
              "ip rule add realms 1/2 lookup 109 priority 109",
              "02000000 6d000001 00000000 "
                  + "08000f00 6d000000 08000e00 ffffffff 05001500 00000000 08000600 6d000000 "
                  + "08000b00 02000100",
              ipv4()
                  .table(109)
                  .with(
                      new Table(109),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(109),
                      new Flow(0x10002))),
          capture(
              "ip rule add protocol 82 lookup 110 priority 110",
              "02000000 6e000001 00000000 "
                  + "08000f00 6e000000 08000e00 ffffffff 05001500 52000000 08000600 6e000000",
              ipv4()
                  .table(110)
                  .with(
                      new Table(110),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(82),
                      new Priority(110))),
          capture(
              "ip rule add tos 0x10 lookup 111 priority 111",
              "02000010 6f000001 00000000 "
                  + "08000f00 6f000000 08000e00 ffffffff 05001500 00000000 08000600 6f000000",
              ipv4()
                  .tos(16)
                  .table(111)
                  .with(
                      new Table(111),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(111))),
          capture(
              "ip rule add suppress_ifgroup 7 lookup main priority 112",
              "02000000 fe000001 00000000 "
                  + "08000f00 fe000000 08000e00 ffffffff 05001500 00000000 08000600 70000000 "
                  + "08000d00 07000000",
              ipv4()
                  .table(254)
                  .with(
                      new Table(254),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(112),
                      new SuppressInterfaceGroup(7))),
          capture(
              "ip rule add unreachable priority 113",
              "02000000 00000007 00000000 "
                  + "08000f00 00000000 08000e00 ffffffff 05001500 00000000 08000600 71000000",
              ipv4()
                  .action(RuleActions.UNREACHABLE)
                  .with(
                      new Table(0),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(113))),
          capture(
              "ip rule add prohibit priority 114",
              "02000000 00000008 00000000 "
                  + "08000f00 00000000 08000e00 ffffffff 05001500 00000000 08000600 72000000",
              ipv4()
                  .action(RuleActions.PROHIBIT)
                  .with(
                      new Table(0),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(114))),
          capture(
              "ip rule add blackhole priority 115",
              "02000000 00000006 00000000 "
                  + "08000f00 00000000 08000e00 ffffffff 05001500 00000000 08000600 73000000",
              ipv4()
                  .action(RuleActions.BLACKHOLE)
                  .with(
                      new Table(0),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(115))),
          capture(
              "ip rule add nop priority 116",
              "02000000 00000003 00000000 "
                  + "08000f00 00000000 08000e00 ffffffff 05001500 00000000 08000600 74000000",
              ipv4()
                  .action(RuleActions.NOP)
                  .with(
                      new Table(0),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(116))),
          capture(
              "ip rule add lookup 117 priority 0",
              "02000000 75000001 00000000 "
                  + "08000f00 75000000 08000e00 ffffffff 05001500 00000000",
              ipv4()
                  .table(117)
                  .with(new Table(117), new SuppressPrefixLength(UNSET), new Protocol(0))),
          capture(
              "ip -6 rule add not fwmark 0xca6c lookup 51820",
              "0a000000 fc000001 02000000 "
                  + "08000f00 6cca0000 08000e00 ffffffff 05001500 00000000 08000600 67000000 "
                  + "08000a00 6cca0000 08001000 ffffffff",
              ipv6()
                  .table(252)
                  .flags(RuleMessage.INVERT)
                  .with(
                      new Table(51820),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(103),
                      new FwMark(0xca6c),
                      new FwMask(0xffff_ffffL))),
          capture(
              "ip -6 rule add lookup main suppress_prefixlength 0",
              "0a000000 fe000001 00000000 "
                  + "08000f00 fe000000 08000e00 00000000 05001500 00000000 08000600 66000000",
              ipv6()
                  .table(254)
                  .with(
                      new Table(254),
                      new SuppressPrefixLength(0),
                      new Protocol(0),
                      new Priority(102))),
          capture(
              "ip -6 rule add lookup 52 priority 5270",
              "0a000000 34000001 00000000 "
                  + "08000f00 34000000 08000e00 ffffffff 05001500 00000000 08000600 96140000",
              ipv6()
                  .table(52)
                  .with(
                      new Table(52),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(5270))),
          capture(
              "ip rule add dscp 46 lookup 118 priority 118",
              "02000000 76000001 00000000 "
                  + "08000f00 76000000 08000e00 ffffffff 05001500 00000000 08000600 76000000 "
                  + "05001900 2e000000 05001e00 3f000000",
              ipv4()
                  .table(118)
                  .with(
                      new Table(118),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(118),
                      new Dscp(46),
                      new DscpMask(0x3f))),
          capture(
              "ip rule add dscp 8/0x38 lookup 119 priority 119",
              "02000000 77000001 00000000 "
                  + "08000f00 77000000 08000e00 ffffffff 05001500 00000000 08000600 77000000 "
                  + "05001900 08000000 05001e00 38000000",
              ipv4()
                  .table(119)
                  .with(
                      new Table(119),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(119),
                      new Dscp(8),
                      new DscpMask(0x38))),
          capture(
              "ip -6 rule add flowlabel 0x12345/0xfffff lookup 120 priority 120",
              "0a000000 78000001 00000000 "
                  + "08000f00 78000000 08000e00 ffffffff 05001500 00000000 08000600 78000000 "
                  + "08001a00 00012345 08001b00 000fffff",
              ipv6()
                  .table(120)
                  .with(
                      new Table(120),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(120),
                      new FlowLabel(0x12345),
                      new FlowLabelMask(0xfffff))),
          capture(
              "ip rule add ipproto udp sport 53/0xff dport 0x1200/0xff00 lookup 121 priority 121",
              "02000000 79000001 00000000 "
                  + "08000f00 79000000 08000e00 ffffffff 05001500 00000000 08000600 79000000 "
                  + "08001700 35003500 06001c00 ff000000 08001800 00120012 06001d00 00ff0000 "
                  + "05001600 11000000",
              ipv4()
                  .table(121)
                  .with(
                      new Table(121),
                      new SuppressPrefixLength(UNSET),
                      new Protocol(0),
                      new Priority(121),
                      new SourcePorts(53, 53),
                      new SourcePortMask(0xff),
                      new DestinationPorts(4608, 4608),
                      new DestinationPortMask(0xff00),
                      new IpProtocol(17))));

  private RuleCaptures() {}

  private static Capture capture(String command, String hex, RuleMessage message) {
    return new Capture(command, Bytes.parseHex(hex), message);
  }

  private static Header ipv4() {
    return new Header(2);
  }

  private static Header ipv6() {
    return new Header(10);
  }

  /** The fixed part of a message: other fields are 0, the action is lookup. */
  private static final class Header {
    private final int family;
    private int to;
    private int from;
    private int tos;
    private int table;
    private int action = RuleActions.LOOKUP;
    private long flags;

    private Header(int family) {
      this.family = family;
    }

    private Header to(int value) {
      to = value;
      return this;
    }

    private Header from(int value) {
      from = value;
      return this;
    }

    private Header tos(int value) {
      tos = value;
      return this;
    }

    private Header table(int value) {
      table = value;
      return this;
    }

    private Header action(int value) {
      action = value;
      return this;
    }

    private Header flags(long value) {
      flags = value;
      return this;
    }

    private RuleMessage with(RuleAttribute... attributes) {
      return new RuleMessage(family, to, from, tos, table, action, flags, List.of(attributes));
    }
  }
}
