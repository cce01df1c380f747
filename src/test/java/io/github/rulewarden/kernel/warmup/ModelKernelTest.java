package io.github.rulewarden.kernel.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.wire.Addresses;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelKernelTest {
  private static final String RULES =
      """
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      """;

  private final ModelKernel kernel = new ModelKernel();
  private final RuleChannel channel = new RuleChannel(() -> kernel);

  @Test
  void dumpsTheRulesOfOneFamily() throws NetlinkException {
    kernel.set(Family.IPV4, Listing.parse(RULES));
    assertEquals(Listing.parse(RULES), channel.rules(Family.IPV4));
    assertEquals(List.of(), channel.rules(Family.IPV6));
  }

  @Test
  void addsAfterTheRulesOfTheSamePriority() throws NetlinkException {
    expect(
        RULES,
        "add 5209: from all lookup 77",
        "done",
        """
        5209: not from all fwmark 0xca6c lookup 51820
        5209: from all lookup 77
        5270: from all lookup 52
        """);
  }

  @Test
  void refusesAnExistingRule() throws NetlinkException {
    expect(RULES, "add 5270: from all lookup 52", "EEXIST", RULES);
  }

  @Test
  void doesNotCompareTheSenseOfTheSelector() throws NetlinkException {
    expect(RULES, "add 5209: from all fwmark 0xca6c lookup 51820", "EEXIST", RULES);
  }

  @Test
  void doesNotCompareTheTargetOfAGoto() throws NetlinkException {
    expect(
        "100: from all goto 200",
        "add 100: from all goto 300",
        "EEXIST",
        "100: from all goto 200\n");
  }

  @Test
  void comparesTheProtocol() throws NetlinkException {
    expect(
        "5270: from all lookup 52",
        "add 5270: from all lookup 52 proto static",
        "done",
        """
        5270: from all lookup 52
        5270: from all lookup 52 proto static
        """);
  }

  @Test
  void comparesThePriority() throws NetlinkException {
    expect(
        "5270: from all lookup 52",
        "add 5271: from all lookup 52",
        "done",
        """
        5270: from all lookup 52
        5271: from all lookup 52
        """);
  }

  @Test
  void deletesTheFirstMatchingRule() throws NetlinkException {
    expect(
        """
        5209: from all fwmark 0xca6c lookup 51820
        5209: not from all fwmark 0xca6c lookup 51820
        """,
        "del 5209: not from all fwmark 0xca6c lookup 51820",
        "done",
        "5209: not from all fwmark 0xca6c lookup 51820\n");
  }

  @Test
  void refusesADeleteWithoutAMatch() throws NetlinkException {
    expect(RULES, "del 5208: not from all fwmark 0xca6c lookup 51820", "ENOENT", RULES);
  }

  @Test
  void aRefusedMessageDoesNotStopTheNext() throws NetlinkException {
    kernel.set(Family.IPV4, Listing.parse(RULES));
    assertEquals(
        List.of("EEXIST", "done", "done"),
        change(
            "add 5270: from all lookup 52",
            "add 5271: from all lookup 52",
            "del 5270: from all lookup 52"));
    assertEquals(
        """
        5209: not from all fwmark 0xca6c lookup 51820
        5271: from all lookup 52
        """,
        Listing.print(kernel.rules(Family.IPV4)));
  }

  @Test
  void hasNoLinksAndNoRoutes() throws NetlinkException {
    assertEquals(List.of(), channel.dump(Requests.links()));
    assertEquals(
        List.of(),
        channel.dumpUnlessMissing(Requests.routes(Addresses.family(Family.IPV6), 51820)));
  }

  @Test
  void refusesOtherRequests() throws NetlinkException {
    Frame strange = Frame.request(99, 0, Bytes.EMPTY);
    Acknowledgement answer = channel.change(List.of(strange)).getFirst();
    assertEquals(
        Errno.EOPNOTSUPP, assertInstanceOf(Acknowledgement.Refused.class, answer).reason().errno());
  }

  @Test
  void sendsNothingUnrequested() {
    assertInstanceOf(Reception.Empty.class, kernel.receive(0));
  }

  private void expect(String before, String change, String answer, String after)
      throws NetlinkException {
    kernel.set(Family.IPV4, Listing.parse(before));
    assertEquals(List.of(answer), change(change));
    assertEquals(after, Listing.print(kernel.rules(Family.IPV4)));
  }

  /** Sends {@code add RULE} and {@code del RULE} in one datagram; returns the replies. */
  private List<String> change(String... changes) throws NetlinkException {
    List<Frame> requests = new ArrayList<>();
    for (String change : changes) {
      Rule rule = Listing.rule(Family.IPV4, change.substring(4));
      requests.add(
          change.startsWith("add ")
              ? Requests.addRule(RuleCodec.encode(rule))
              : Requests.deleteRule(RuleCodec.encode(rule)));
    }
    List<String> answers = new ArrayList<>();
    for (Acknowledgement answer : channel.change(requests)) {
      answers.add(
          switch (answer) {
            case Acknowledgement.Done _ -> "done";
            case Acknowledgement.Refused refused -> refused.reason().errno().name();
            case Acknowledgement.Lost _ -> "lost";
          });
    }
    return answers;
  }
}
