package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The bytes are those that the command sends, except for the number, the port and hints on the dump
 * buffer.
 */
class RequestsTest {
  private static final int REQUEST = 0x1;
  private static final int DUMP = 0x300;
  private static final int CREATE_EXCLUSIVE = 0x600;

  @Test
  void rulesOfAFamily() {
    // ip -6 rule
    assertEquals(
        request(34, DUMP, "0a000000 00000000 00000000"), Requests.rules(AddressFamily.IPV6));
  }

  @Test
  void addingAndDeletingARule() {
    RuleMessage rule =
        new RuleMessage(
            2,
            0,
            0,
            0,
            52,
            RuleActions.LOOKUP,
            0,
            List.of(new RuleAttribute.Priority(5270), new RuleAttribute.Table(52)));
    String bytes = "02000000 34000001 00000000 08000600 96140000 08000f00 34000000";
    assertEquals(request(32, CREATE_EXCLUSIVE, bytes), Requests.addRule(rule));
    assertEquals(request(33, 0, bytes), Requests.deleteRule(rule));
  }

  @Test
  void routesOfAllTablesAndOfOne() {
    assertEquals(
        request(26, DUMP, "02000000 00000000 00000000"), Requests.routes(AddressFamily.IPV4));
    // ip -6 route show table 51820
    assertEquals(
        request(26, DUMP, "0a000000 00000000 00000000 08000f00 6cca0000"),
        Requests.routes(AddressFamily.IPV6, 51820));
  }

  @Test
  void addressesOfALink() {
    // ip -6 addr show dev NAME, with the ifindex 7
    assertEquals(request(22, DUMP, "0a000000 07000000"), Requests.addresses(AddressFamily.IPV6, 7));
  }

  @Test
  void theRouteOfAPacket() {
    // ip route get 9.9.9.9 from 192.0.2.1 mark 0xca6c uid 1000
    assertEquals(
        request(
            26,
            0,
            "02202000 00000000 00100000 08000100 09090909 08000200 c0000201"
                + "08001000 6cca0000 08001900 e8030000"),
        Requests.route(
            AddressFamily.IPV4,
            Bytes.parseHex("09090909"),
            List.of(
                new RouteAttribute.Source(Bytes.parseHex("c0000201")),
                new RouteAttribute.Mark(0xca6c),
                new RouteAttribute.Uid(1000))));
  }

  @Test
  void links() {
    assertEquals(request(18, DUMP, "00000000 00000000 00000000 00000000"), Requests.links());
  }

  private static Frame request(int type, int flags, String payload) {
    return new Frame(type, REQUEST | flags, 0, 0, Bytes.parseHex(payload));
  }
}
