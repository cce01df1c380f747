package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Freshness;
import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.kernel.route.RouteQuery;
import io.github.rulewarden.kernel.route.Topology;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.text.ExecutionText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The rules of the network namespace in which its channel opens sockets.
 *
 * <p>If an event source is attached, the table reads only the families that changed, because a dump
 * is most of the time of a read. The event source has to report every event and every possible
 * loss. After a plan without interference the table does not even dump the family of the plan: the
 * rules are those of the dump before the deletes, without the deleted ones.
 *
 * <p>A kernel without policy routing for a family (booted with {@code ipv6.disable=1}, or built
 * without {@code CONFIG_IPV6_MULTIPLE_TABLES}) refuses to dump its rules: {@code fib_nl_dumprule}
 * in {@code net/core/fib_rules.c} returns EAFNOSUPPORT, a kernel without {@code CONFIG_FIB_RULES}
 * returns EOPNOTSUPP. Such a family is absent: the table reads nothing for it until a read requests
 * it ({@link Freshness}), or until an event about one of its rules arrives. An empty dump is not a
 * refusal: in IPv6 every rule can be deleted, so the family stays present and its events still
 * count.
 *
 * <p>This class and its {@link Topology} own the cache. The event source invalidates only what an
 * event names: the rules of a family, a link, a route. Everything else is the caller's decision: if
 * events may be missing, it requests a fresher snapshot.
 */
public final class KernelRuleTable implements RuleTable, AutoCloseable {
  private final RuleChannel channel;
  private final Topology topology;
  private final Map<Family, List<Rule>> known = new EnumMap<>(Family.class);
  private final Set<Family> watched = EnumSet.noneOf(Family.class);
  private final Set<Family> absent = EnumSet.noneOf(Family.class);

  /** Receives queued events, if an event source is attached; returns whether some were lost. */
  private BooleanSupplier receiveQueuedEvents = () -> false;

  /** Whether some rules were computed from the steps of a plan and not dumped afterwards. */
  private boolean isComputed;

  public KernelRuleTable(RuleChannel channel) {
    this.channel = channel;
    this.topology = new Topology(channel);
  }

  @Override
  public Snapshot read(ReadRequest request) throws UnreadableException {
    known.keySet().retainAll(watched);
    if (isComputed) {
      // The kernel queues an event before it acknowledges the change. So this invalidates what
      // other processes changed before the last step of the plan, and it is read again below.
      isComputed = false;
      if (receiveQueuedEvents.getAsBoolean()) {
        known.clear(); // The wakeup for the loss will request everything else.
      }
    }
    forget(request.freshness());
    topology.watch(request.tables());
    topology.watchTailnet(request.tailnetTable());
    try {
      List<Rule> ipv4 = rules(Family.IPV4);
      List<Rule> ipv6 = rules(Family.IPV6);
      topology.refresh(ipv4, ipv6, absent);
      Tailnet tailnet = new Tailnet(topology.tailnetRoutes(), List.of());
      return new Snapshot(
          ipv4,
          ipv6,
          topology.defaultRoutes(),
          topology.links(),
          topology.uplinks(),
          absent,
          tailnet);
    } catch (NetlinkException e) {
      throw unreadable(e);
    }
  }

  private static UnreadableException unreadable(NetlinkException e) {
    return new UnreadableException(ExecutionText.unreadable(String.valueOf(e.getMessage())), e);
  }

  private List<Rule> rules(Family family) throws NetlinkException {
    if (absent.contains(family)) {
      return List.of();
    }
    List<Rule> rules = known.get(family);
    if (rules == null) {
      Optional<List<Rule>> dumped = channel.rulesUnlessAbsent(family);
      if (dumped.isEmpty()) {
        absent.add(family);
        return List.of();
      }
      rules = List.copyOf(dumped.get());
      known.put(family, rules);
    }
    return rules;
  }

  @Override
  public Outcome execute(Plan plan) {
    forgetRules(plan.family());
    PlanExecutor executor = new PlanExecutor(channel, plan);
    Outcome outcome = executor.execute();
    if (executor.result().isPresent()) {
      known.put(plan.family(), List.copyOf(executor.result().get()));
      isComputed = true;
    }
    return outcome;
  }

  @Override
  public List<PlainRoute> routes(Snapshot snapshot, List<Address> destinations) {
    List<PlainRoute> routes = new ArrayList<>(destinations.size());
    for (Address destination : destinations) {
      try {
        List<Rule> rules = snapshot.rules(destination.family());
        routes.add(RouteQuery.plainRoute(channel, rules, destination));
      } catch (NetlinkException e) {
        // Without a reply nothing is known. The next read reports broken netlink.
      }
    }
    return routes;
  }

  /** The cache of links and routes, for the event source. */
  Topology topology() {
    return topology;
  }

  /** The channel; its port id identifies own changes. */
  RuleChannel channel() {
    return channel;
  }

  /**
   * Attaches an event source.
   *
   * @param receiveQueued receives queued events, reports them by the methods below, and returns
   *     whether some were lost
   */
  void attachEvents(BooleanSupplier receiveQueued) {
    receiveQueuedEvents = receiveQueued;
  }

  /** Caches the rules of a family from now on: the event source reports changes. */
  void watch(Family family) {
    forgetRules(family);
    watched.add(family);
  }

  /** Stops caching the rules of a family: the event source no longer reports changes. */
  void unwatch(Family family) {
    watched.remove(family);
  }

  /** Makes the next read dump the rules of a family. */
  void forgetRules(Family family) {
    known.remove(family);
    if (absent.remove(family)) {
      // The routes of an absent family were not read either.
      topology.forget();
      topology.forgetTailnet();
    }
  }

  private void forget(Freshness freshness) {
    switch (freshness) {
      case CHANGED -> {}
      case ALL_BUT_TAILNET -> forgetAllButTailnet();
      case EVERYTHING -> {
        forgetAllButTailnet();
        topology.forgetTailnet();
      }
    }
  }

  private void forgetAllButTailnet() {
    known.clear();
    absent.clear();
    topology.forget();
  }

  @Override
  public void close() {
    channel.close();
  }
}
