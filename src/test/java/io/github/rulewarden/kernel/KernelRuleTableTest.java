package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.rulewarden.daemon.Freshness;
import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable.UnreadableException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.planner.Planner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Specifies what a table reads again. */
class KernelRuleTableTest {
  private static final String INVERTED =
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      """;

  private final FakeKernel kernel = new FakeKernel();
  private final FakeSocket events = kernel.watchRules();
  private final KernelRuleTable table = new KernelRuleTable(new RuleChannel(kernel::open));
  private final EventDispatcher dispatcher = new EventDispatcher(table);

  @BeforeEach
  void readOnce() throws UnreadableException {
    table.attachEvents(() -> dispatcher.drain(events));
    kernel.addLink("wg0", Link.Kind.WIREGUARD);
    kernel.addDefaultRoute(Family.IPV4, 51820, "wg0");
    kernel.set(Family.IPV4, INVERTED);
    read(Freshness.EVERYTHING);
    kernel.sent().clear();
  }

  @Test
  void whatDidNotChangeIsNotReadAgain() throws UnreadableException {
    read(Freshness.CHANGED);
    expectWire();
  }

  @Test
  void onlyTheFamilyOfAnEventIsReadAgain() throws UnreadableException {
    kernel.add(Listing.rule(Family.IPV4, "100: from all lookup 77"));
    dispatcher.drain(events);
    assertEquals(4, read(Freshness.CHANGED).ipv4().size());
    expectWire("read");
  }

  @Test
  void withoutItsEventAChangeIsFoundByAFreshRead() throws UnreadableException {
    kernel.plan(Fault.EVENT_LOST, "event add 100");
    kernel.add(Listing.rule(Family.IPV4, "100: from all lookup 77"));
    assertEquals(3, read(Freshness.CHANGED).ipv4().size());
    assertEquals(4, read(Freshness.ALL_BUT_TAILNET).ipv4().size());
  }

  @Test
  void anUndisturbedPlanDumpsTheRulesOnce() throws UnreadableException {
    repair();
    read(Freshness.CHANGED);
    assertEquals(1, kernel.wire().stream().filter("read"::equals).count());
  }

  /** The rules after a plan are computed, so an event about another change must not be missing. */
  @Test
  void afterALossDuringAPlanTheRulesAreReadAgain() throws UnreadableException {
    kernel.before(
        "del 5209",
        () -> {
          kernel.plan(Fault.EVENTS_OVERRUN, "event add 100");
          kernel.add(Listing.rule(Family.IPV4, "100: from all lookup 77"));
        });
    repair();
    assertEquals(4, read(Freshness.CHANGED).ipv4().size());
    assertEquals(Freshness.EVERYTHING, dispatcher.wakeup(0).freshness());
  }

  private void repair() throws UnreadableException {
    Snapshot snapshot = read(Freshness.CHANGED);
    assertInstanceOf(
        Outcome.Done.class, table.execute(Planner.plan(snapshot, Family.IPV4, Policy.DEFAULT)));
  }

  private Snapshot read(Freshness freshness) throws UnreadableException {
    return table.read(new ReadRequest(freshness, ReadRequest.NO_TABLE, Set.of()));
  }

  private void expectWire(String... lines) {
    assertEquals(List.of(lines), kernel.wire());
  }
}
