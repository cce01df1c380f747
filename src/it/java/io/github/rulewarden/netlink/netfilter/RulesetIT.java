package io.github.rulewarden.netlink.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.testing.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules that this package reads equal those that nft lists. */
class RulesetIT {
  private static final String[] COMMANDS = {
    "add table ip first",
    "add chain ip first pre { type filter hook prerouting priority -300; }",
    "add rule ip first pre iifname != \"wg0\" ip daddr 10.2.0.2 fib saddr type != local drop",
    "add rule ip first pre meta l4proto udp mark 0xca6c ct mark set mark",
    "add rule ip first pre ip saddr 10.2.0.2 ip daddr != 10.2.0.0/24 tcp dport 22 accept",
    "add rule ip first pre meta mark and 0xff == 0x1 counter",
    "add table ip6 first",
    "add chain ip6 first pre { type filter hook prerouting priority -300; }",
    "add rule ip6 first pre ip6 daddr fd00:2::2 meta mark 7 drop",
    "add table inet second",
    "add chain inet second pre",
    "add rule inet second pre ip daddr { 10.0.0.1, 10.0.0.2 } drop",
  };

  @RegisterExtension final TestHost host = TestHost.create();

  @Test
  void rulesOfOneTable() throws NetlinkException {
    addRules();
    assertEquals(4, rules(TableFamily.IPV4, "first").size());
    assertEquals(1, rules(TableFamily.IPV6, "first").size());
    assertEquals(List.of(), rules(TableFamily.IPV4, "third"));
    assertEquals(List.of(), rules(TableFamily.IPV6, "second"), "a table of inet");
  }

  /** Compares the rules in the format of {@code nft --debug=netlink}. */
  @Test
  void operationsEqualThoseOfNft() throws NetlinkException {
    addRules();
    for (TableFamily family : List.of(TableFamily.IPV4, TableFamily.IPV6)) {
      String name = family == TableFamily.IPV4 ? "ip" : "ip6";
      List<String> expected = new ArrayList<>();
      nft("--debug=netlink", "list", "table", name, "first")
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith("[ cmp ") || line.startsWith("[ payload load "))
          .forEach(expected::add);
      List<String> actual = new ArrayList<>();
      for (RuleMessage rule : rules(family, "first")) {
        for (Expression expression : rule.expressions()) {
          String text = text(Operation.of(expression));
          if (!text.isEmpty()) {
            actual.add(text);
          }
        }
      }
      assertEquals(expected, actual);
    }
  }

  private static String text(Operation operation) {
    return switch (operation) {
      case Operation.LoadPayload(long register, long base, long offset, long length) ->
          "[ payload load %db @ %s header + %d => reg %d ]"
              .formatted(
                  length,
                  base == Operation.NETWORK_HEADER ? "network" : "transport",
                  offset,
                  register);
      case Operation.Compare(long register, long relation, Bytes value) ->
          "[ cmp %s reg %d%s ]"
              .formatted(relation == Operation.EQUAL ? "eq" : "neq", register, words(value));
      case Operation.LoadMeta _, Operation.Match _, Operation.Other _ -> "";
    };
  }

  /** Returns words of 32 bits; the last one is padded with zeros. */
  private static String words(Bytes value) {
    byte[] padded = new byte[(value.length() + 3) / 4 * 4];
    value.copyTo(padded, 0);
    Bytes whole = Bytes.owning(padded);
    StringBuilder words = new StringBuilder();
    for (int at = 0; at < whole.length(); at += 4) {
      words.append(" 0x%08x".formatted(whole.s32(at)));
    }
    return words.toString();
  }

  private void addRules() {
    for (String command : COMMANDS) {
      nft(command);
    }
  }

  private String nft(String... arguments) {
    List<String> command = new ArrayList<>(List.of("nft"));
    command.addAll(List.of(arguments));
    return host.run(command.toArray(String[]::new)).require();
  }

  private List<RuleMessage> rules(TableFamily family, String table) throws NetlinkException {
    List<RuleMessage> rules = new ArrayList<>();
    for (Frame frame : dump(Requests.rules(family, table))) {
      RuleMessage rule = RuleMessage.decode(frame.payload());
      assertEquals(MessageTypes.NEW_RULE, frame.type());
      assertEquals(frame.payload(), rule.encode());
      assertEquals(table, rule.table());
      rules.add(rule);
    }
    return rules;
  }

  private List<Frame> dump(Frame request) throws NetlinkException {
    try (NetlinkSocket socket =
        host.namespace().run(() -> NetlinkSocket.open(NetlinkProtocol.NETFILTER))) {
      return new Conversation(socket, Duration.ofSeconds(5)).dump(request);
    }
  }
}
