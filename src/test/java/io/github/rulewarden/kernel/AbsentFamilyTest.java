package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.daemon.Freshness;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable.UnreadableException;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.KernelException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Specifies what a table reads from a kernel that has no policy routing for a family. */
class AbsentFamilyTest {
  private static final String RULES =
      """
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      """;

  private static final DefaultRoute IPV4_ROUTE = new DefaultRoute(Family.IPV4, 51820, 2);
  private static final DefaultRoute IPV6_ROUTE = new DefaultRoute(Family.IPV6, 51820, 2);

  private static final ReadRequest REQUEST = ReadRequest.everything(ReadRequest.NO_TABLE);

  private final FakeKernel kernel = new FakeKernel();
  private final FakeSocket events = kernel.watchRules();
  private final KernelRuleTable table = new KernelRuleTable(new RuleChannel(kernel::open));
  private final EventDispatcher dispatcher = new EventDispatcher(table);

  AbsentFamilyTest() {
    kernel.addLink("wg0", Link.Kind.WIREGUARD);
    for (Family family : Family.values()) {
      kernel.set(family, RULES);
      kernel.addDefaultRoute(family, 51820, "wg0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IPV6, EAFNOSUPPORT, IPV4",
    "IPV6, EOPNOTSUPP, IPV4",
    "IPV4, EAFNOSUPPORT, IPV6",
    "IPV4, EOPNOTSUPP, IPV6"
  })
  void aRefusedDumpIsAnAbsentFamily(Family absent, Errno errno, Family other)
      throws UnreadableException {
    kernel.removePolicyRouting(absent, errno);
    Snapshot snapshot = read(Freshness.CHANGED);
    assertEquals(Set.of(absent), snapshot.absent());
    assertEquals(List.of(), snapshot.rules(absent));
    assertEquals(Listing.parse(other, RULES), snapshot.rules(other));
    assertEquals(List.of(new DefaultRoute(other, 51820, 2)), snapshot.defaultRoutes());
  }

  @Test
  void bothFamiliesCanBeAbsent() throws UnreadableException {
    kernel.removePolicyRouting(Family.IPV4, Errno.EOPNOTSUPP);
    kernel.removePolicyRouting(Family.IPV6, Errno.EOPNOTSUPP);
    assertEquals(Set.of(Family.IPV4, Family.IPV6), read(Freshness.CHANGED).absent());
    assertEquals(List.of("read", "read", "links"), kernel.wire());
  }

  @Test
  void anEventOfTheOtherFamilyDoesNotReadTheAbsentOne() throws UnreadableException {
    kernel.removePolicyRouting(Family.IPV6, Errno.EAFNOSUPPORT);
    read(Freshness.CHANGED);
    assertEquals(List.of("read", "read", "links", "routes", "route"), kernel.wire());
    kernel.add(Listing.rule(Family.IPV4, "5208: from all lookup main suppress_prefixlength 0"));
    dispatcher.drain(events);
    Snapshot snapshot = read(Freshness.CHANGED);
    assertEquals(3, snapshot.ipv4().size());
    assertEquals(Set.of(Family.IPV6), snapshot.absent());
    assertEquals(List.of("read"), kernel.wire().subList(5, kernel.wire().size()));
  }

  @Test
  void forgettingReadsTheFamilyAgain() throws UnreadableException {
    kernel.removePolicyRouting(Family.IPV6, Errno.EAFNOSUPPORT);
    read(Freshness.CHANGED);
    kernel.restorePolicyRouting(Family.IPV6);
    assertEquals(Set.of(Family.IPV6), read(Freshness.CHANGED).absent(), "nothing has asked since");
    Snapshot snapshot = read(Freshness.EVERYTHING);
    assertEquals(Set.of(), snapshot.absent());
    assertEquals(Listing.parse(Family.IPV6, RULES), snapshot.ipv6());
    assertEquals(Set.of(IPV4_ROUTE, IPV6_ROUTE), Set.copyOf(snapshot.defaultRoutes()));
  }

  @Test
  void anEventOfTheAbsentFamilyReadsItAgain() throws UnreadableException {
    kernel.removePolicyRouting(Family.IPV6, Errno.EAFNOSUPPORT);
    read(Freshness.CHANGED);
    kernel.restorePolicyRouting(Family.IPV6);
    kernel.add(Listing.rule(Family.IPV6, "5208: from all lookup main suppress_prefixlength 0"));
    dispatcher.drain(events);
    Snapshot snapshot = read(Freshness.CHANGED);
    assertEquals(Set.of(), snapshot.absent());
    assertEquals(3, snapshot.ipv6().size());
    assertEquals(Set.of(IPV4_ROUTE, IPV6_ROUTE), Set.copyOf(snapshot.defaultRoutes()));
  }

  /** In IPv6 every rule can be deleted, so that an empty dump proves nothing. */
  @Test
  void anEmptyDumpIsNotAbsence() throws UnreadableException {
    kernel.set(Family.IPV6, "");
    assertEquals(Set.of(), read(Freshness.CHANGED).absent());
    kernel.add(Listing.rule(Family.IPV6, "5270: from all lookup 52"));
    dispatcher.drain(events);
    assertEquals(1, read(Freshness.CHANGED).ipv6().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      mode = Mode.EXCLUDE,
      names = {"EAFNOSUPPORT", "EOPNOTSUPP", "EINTR", "OTHER"})
  void anyOtherRefusalIsAnError(Errno errno) throws UnreadableException {
    kernel.removePolicyRouting(Family.IPV6, errno);
    assertThrows(UnreadableException.class, () -> read(Freshness.CHANGED));
    kernel.restorePolicyRouting(Family.IPV6);
    assertEquals(2, read(Freshness.CHANGED).ipv6().size());
  }

  /** A kernel or a sandbox without netlink does not show whether a family is absent. */
  @Test
  void aSocketThatCannotBeOpenedIsAnError() {
    RuleChannel hopeless =
        new RuleChannel(() -> {
          throw new KernelException("opening a netlink socket", Errno.EAFNOSUPPORT.number());
        });
    try (KernelRuleTable deaf = new KernelRuleTable(hopeless)) {
      UnreadableException failure =
          assertThrows(UnreadableException.class, () -> deaf.read(REQUEST));
      assertEquals(
          "The rules cannot be read: opening a netlink socket: EAFNOSUPPORT"
              + " (address family not supported).",
          failure.getMessage());
    }
  }

  private Snapshot read(Freshness freshness) throws UnreadableException {
    return table.read(new ReadRequest(freshness, ReadRequest.NO_TABLE, Set.of()));
  }
}
