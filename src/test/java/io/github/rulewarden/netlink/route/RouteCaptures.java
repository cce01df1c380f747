package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.route.RouteAttribute.Destination;
import io.github.rulewarden.netlink.route.RouteAttribute.Gateway;
import io.github.rulewarden.netlink.route.RouteAttribute.Mark;
import io.github.rulewarden.netlink.route.RouteAttribute.Metrics;
import io.github.rulewarden.netlink.route.RouteAttribute.Multipath;
import io.github.rulewarden.netlink.route.RouteAttribute.NextHopId;
import io.github.rulewarden.netlink.route.RouteAttribute.OutputInterface;
import io.github.rulewarden.netlink.route.RouteAttribute.Preference;
import io.github.rulewarden.netlink.route.RouteAttribute.PreferredSource;
import io.github.rulewarden.netlink.route.RouteAttribute.Priority;
import io.github.rulewarden.netlink.route.RouteAttribute.Table;
import io.github.rulewarden.netlink.route.RouteAttribute.Uid;
import io.github.rulewarden.netlink.route.RouteAttribute.Unknown;
import io.github.rulewarden.netlink.route.RouteAttribute.Via;
import java.util.List;

/** Routes as dumped by Linux 6.18 after each command; interface 2 is a TUN, 4 an Ethernet. */
final class RouteCaptures {
  /** The command of the route, the payload of the kernel's message, and the decoded message. */
  record Capture(String command, Bytes bytes, RouteMessage message) {
    @Override
    public String toString() {
      return command;
    }
  }

  static final List<Capture> ALL =
      List.of(
          capture(
              "ip route add default via 192.0.2.254 dev veth0",
              "02000000 fe030001 00000000 "
                  + "08000f00 fe000000 08000500 c00002fe 08000400 04000000",
              ipv4()
                  .table(254)
                  .protocol(3)
                  .with(
                      new Table(254),
                      new Gateway(Bytes.parseHex("c00002fe")),
                      new OutputInterface(4))),
          capture(
              "ip route add default dev tun0 table 51820",
              "02000000 fc03fd01 10000000 " + "08000f00 6cca0000 08000400 02000000",
              ipv4()
                  .table(252)
                  .protocol(3)
                  .scope(253)
                  .flags(16)
                  .with(new Table(51820), new OutputInterface(2))),
          capture(
              "ip -6 route add default dev tun0 table 51820",
              "0a000000 fc030001 10000000 "
                  + "08000f00 6cca0000 08000600 00040000 08000400 02000000 24000c00 00000000 "
                  + "00000000 00000000 00000000 00000000 00000000 00000000 00000000 05001400 "
                  + "00000000",
              ipv6()
                  .table(252)
                  .protocol(3)
                  .flags(16)
                  .with(
                      new Table(51820),
                      new Priority(1024),
                      new OutputInterface(2),
                      new Unknown(
                          12,
                          Bytes.parseHex(
                              "0000000000000000000000000000000000000000000000000000000000000000")),
                      new Preference(0))),
          capture(
              "ip route add 198.51.100.0/24 via 192.0.2.253 metric 600 proto static mtu 1400",
              "02180000 fe040001 00000000 "
                  + "08000f00 fe000000 08000100 c6336400 08000600 58020000 0c000800 08000200 "
                  + "78050000 08000500 c00002fd 08000400 04000000",
              ipv4()
                  .to(24)
                  .table(254)
                  .protocol(4)
                  .with(
                      new Table(254),
                      new Destination(Bytes.parseHex("c6336400")),
                      new Priority(600),
                      new Metrics(Bytes.parseHex("0800020078050000")),
                      new Gateway(Bytes.parseHex("c00002fd")),
                      new OutputInterface(4))),
          capture(
              "ip route add 203.0.113.0/24 nexthop via 192.0.2.252 weight 1 nexthop via 192.0.2.251 weight 3",
              "02180000 fe030001 00000000 "
                  + "08000f00 fe000000 08000100 cb007100 24000900 10000000 04000000 08000500 "
                  + "c00002fc 10000002 04000000 08000500 c00002fb",
              ipv4()
                  .to(24)
                  .table(254)
                  .protocol(3)
                  .with(
                      new Table(254),
                      new Destination(Bytes.parseHex("cb007100")),
                      new Multipath(
                          List.of(
                              new NextHop(
                                  0, 0, 4, List.of(new Gateway(Bytes.parseHex("c00002fc")))),
                              new NextHop(
                                  0, 2, 4, List.of(new Gateway(Bytes.parseHex("c00002fb")))))))),
          capture(
              "ip -6 route add 2001:db8:1::/48 nexthop via 2001:db8::2 dev veth0 nexthop via 2001:db8::3 dev veth0 weight 2",
              "0a300000 fe030001 00000000 "
                  + "08000f00 fe000000 14000100 20010db8 00010000 00000000 00000000 08000600 "
                  + "00040000 3c000900 1c000000 04000000 14000500 20010db8 00000000 00000000 "
                  + "00000002 1c000001 04000000 14000500 20010db8 00000000 00000000 00000003 "
                  + "24000c00 00000000 00000000 00000000 00000000 00000000 00000000 00000000 "
                  + "00000000 05001400 00000000",
              ipv6()
                  .to(48)
                  .table(254)
                  .protocol(3)
                  .with(
                      new Table(254),
                      new Destination(Bytes.parseHex("20010db8000100000000000000000000")),
                      new Priority(1024),
                      new Multipath(
                          List.of(
                              new NextHop(
                                  0,
                                  0,
                                  4,
                                  List.of(
                                      new Gateway(
                                          Bytes.parseHex("20010db8000000000000000000000002")))),
                              new NextHop(
                                  0,
                                  1,
                                  4,
                                  List.of(
                                      new Gateway(
                                          Bytes.parseHex("20010db8000000000000000000000003")))))),
                      new Unknown(
                          12,
                          Bytes.parseHex(
                              "0000000000000000000000000000000000000000000000000000000000000000")),
                      new Preference(0))),
          capture(
              "ip route add throw 192.168.0.0/16 table 52",
              "02100000 34030009 00000000 " + "08000f00 34000000 08000100 c0a80000",
              ipv4()
                  .to(16)
                  .table(52)
                  .protocol(3)
                  .type(RouteTypes.THROW)
                  .with(new Table(52), new Destination(Bytes.parseHex("c0a80000")))),
          capture(
              "ip route add unreachable 10.9.0.0/16 metric 4278198272",
              "02100000 fe030007 00000000 "
                  + "08000f00 fe000000 08000100 0a090000 08000600 002000ff",
              ipv4()
                  .to(16)
                  .table(254)
                  .protocol(3)
                  .type(RouteTypes.UNREACHABLE)
                  .with(
                      new Table(254),
                      new Destination(Bytes.parseHex("0a090000")),
                      new Priority(0xff002000L))),
          capture(
              "ip route add 100.64.0.7 dev tun0 table 52 src 10.64.0.2",
              "02200000 3403fd01 10000000 "
                  + "08000f00 34000000 08000100 64400007 08000700 0a400002 08000400 02000000",
              ipv4()
                  .to(32)
                  .table(52)
                  .protocol(3)
                  .scope(253)
                  .flags(16)
                  .with(
                      new Table(52),
                      new Destination(Bytes.parseHex("64400007")),
                      new PreferredSource(Bytes.parseHex("0a400002")),
                      new OutputInterface(2))),
          capture(
              "ip -6 route add fd7a:115c:a1e0::7 dev tun0 table 52",
              "0a800000 34030001 10000000 "
                  + "08000f00 34000000 14000100 fd7a115c a1e00000 00000000 00000007 08000600 "
                  + "00040000 08000400 02000000 24000c00 00000000 00000000 00000000 00000000 "
                  + "00000000 00000000 00000000 00000000 05001400 00000000",
              ipv6()
                  .to(128)
                  .table(52)
                  .protocol(3)
                  .flags(16)
                  .with(
                      new Table(52),
                      new Destination(Bytes.parseHex("fd7a115ca1e000000000000000000007")),
                      new Priority(1024),
                      new OutputInterface(2),
                      new Unknown(
                          12,
                          Bytes.parseHex(
                              "0000000000000000000000000000000000000000000000000000000000000000")),
                      new Preference(0))),
          capture(
              "ip route add 10.8.0.0/16 via inet6 2001:db8::9 dev veth0",
              "02100000 fe030001 00000000 "
                  + "08000f00 fe000000 08000100 0a080000 16001200 0a002001 0db80000 00000000 "
                  + "00000000 00090000 08000400 04000000",
              ipv4()
                  .to(16)
                  .table(254)
                  .protocol(3)
                  .with(
                      new Table(254),
                      new Destination(Bytes.parseHex("0a080000")),
                      new Via(10, Bytes.parseHex("20010db8000000000000000000000009")),
                      new OutputInterface(4))),
          capture(
              "ip route add 10.7.0.0/16 nhid 7",
              "02100000 fe030001 00000000 "
                  + "08000f00 fe000000 08000100 0a070000 08001e00 07000000 08000500 c00002fa "
                  + "08000400 04000000",
              ipv4()
                  .to(16)
                  .table(254)
                  .protocol(3)
                  .with(
                      new Table(254),
                      new Destination(Bytes.parseHex("0a070000")),
                      new NextHopId(7),
                      new Gateway(Bytes.parseHex("c00002fa")),
                      new OutputInterface(4))),
          capture(
              "ip route add blackhole default table 1836018789",
              "02000000 fc030006 00000000 " + "08000f00 656c6f6d",
              ipv4().table(252).protocol(3).type(RouteTypes.BLACKHOLE).with(new Table(0x6d6f6c65))),
          capture(
              "ip route get 9.9.9.9 mark 0xca6c",
              "02200000 fe000001 00020000 "
                  + "08000f00 fe000000 08000100 09090909 08000400 04000000 08000700 c0000201 "
                  + "08000500 c00002fe 08001000 6cca0000 08001900 00000000 24000c00 02000000 "
                  + "00000000 00000000 00000000 00000000 00000000 00000000 00000000",
              ipv4()
                  .to(32)
                  .table(254)
                  .flags(512)
                  .with(
                      new Table(254),
                      new Destination(Bytes.parseHex("09090909")),
                      new OutputInterface(4),
                      new PreferredSource(Bytes.parseHex("c0000201")),
                      new Gateway(Bytes.parseHex("c00002fe")),
                      new Mark(0xca6c),
                      new Uid(0),
                      new Unknown(
                          12,
                          Bytes.parseHex(
                              "0200000000000000000000000000000000000000000000000000000000000000")))),
          capture(
              "ip route get 9.9.9.9",
              "02200000 fe000001 00020000 "
                  + "08000f00 fe000000 08000100 09090909 08000400 04000000 08000700 c0000201 "
                  + "08000500 c00002fe 08001900 00000000 24000c00 02000000 00000000 00000000 "
                  + "00000000 00000000 00000000 00000000 00000000",
              ipv4()
                  .to(32)
                  .table(254)
                  .flags(512)
                  .with(
                      new Table(254),
                      new Destination(Bytes.parseHex("09090909")),
                      new OutputInterface(4),
                      new PreferredSource(Bytes.parseHex("c0000201")),
                      new Gateway(Bytes.parseHex("c00002fe")),
                      new Uid(0),
                      new Unknown(
                          12,
                          Bytes.parseHex(
                              "0200000000000000000000000000000000000000000000000000000000000000")))));

  private RouteCaptures() {}

  private static Capture capture(String command, String hex, RouteMessage message) {
    return new Capture(command, Bytes.parseHex(hex), message);
  }

  private static Header ipv4() {
    return new Header(2);
  }

  private static Header ipv6() {
    return new Header(10);
  }

  /** The fixed part of a message: other fields are 0, the type is unicast. */
  private static final class Header {
    private final int family;
    private int to;
    private int table;
    private int protocol;
    private int scope;
    private int type = RouteTypes.UNICAST;
    private long flags;

    private Header(int family) {
      this.family = family;
    }

    private Header to(int value) {
      to = value;
      return this;
    }

    private Header table(int value) {
      table = value;
      return this;
    }

    private Header protocol(int value) {
      protocol = value;
      return this;
    }

    private Header scope(int value) {
      scope = value;
      return this;
    }

    private Header type(int value) {
      type = value;
      return this;
    }

    private Header flags(long value) {
      flags = value;
      return this;
    }

    private RouteMessage with(RouteAttribute... attributes) {
      return new RouteMessage(
          family, to, 0, 0, table, protocol, scope, type, flags, List.of(attributes));
    }
  }
}
