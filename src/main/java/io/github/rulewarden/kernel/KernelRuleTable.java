package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.kernel.route.RouteQuery;
import io.github.rulewarden.kernel.route.Topology;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.kernel.wireguard.TunnelQueries;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.policy.Plan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of the network namespace that its channel's sockets are opened in.
 *
 * <p>Where somebody watches the kernel's events, only what they say has changed is read again: the
 * rules of the other family are most of a read's time. Whoever watches has to tell of every event,
 * and of every doubt. After a plan that went undisturbed not even its own family is dumped again:
 * the rules are those of the dump before its deletes, without what was deleted.
 *
 * <p>A kernel without policy routing for a family (booted with {@code ipv6.disable=1}, or built
 * without {@code CONFIG_IPV6_MULTIPLE_TABLES}) refuses to dump its rules: {@code fib_nl_dumprule}
 * in {@code net/core/fib_rules.c} returns EAFNOSUPPORT, a kernel without {@code CONFIG_FIB_RULES}
 * returns EOPNOTSUPP. Such a family is absent: nothing is read for it until {@link #forget()}, or
 * until an event about one of its rules arrives. An empty dump is not a refusal: in IPv6 every rule
 * can be deleted, so the family stays present and its events still count.
 */
public final class KernelRuleTable implements RuleTable, AutoCloseable {
  private final RuleChannel channel;
  private final Topology topology;
  private final Map<Family, List<Rule>> known = new EnumMap<>(Family.class);
  private final TunnelQueries enquiry = new TunnelQueries();
  private final Set<Family> watched = EnumSet.noneOf(Family.class);
  private final Set<Family> absent = EnumSet.noneOf(Family.class);

  /** Takes in the events that have arrived, if somebody watches. */
  private Runnable takeInEvents = () -> {};

  /** Whether some rules were computed from a plan's steps and not dumped after the last of them. */
  private boolean isComputed;

  public KernelRuleTable(RuleChannel channel) {
    this.channel = channel;
    this.topology = new Topology(channel);
  }

  @Override
  public Snapshot read() throws UnreadableException {
    known.keySet().retainAll(watched);
    if (isComputed) {
      // The kernel queues an event before it answers whoever made the change. So what somebody else
      // changed before the plan's last step is forgotten here, and read again.
      isComputed = false;
      takeInEvents.run();
    }
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
      forget();
      throw unreadable(e);
    }
  }

  private static UnreadableException unreadable(NetlinkException e) {
    return new UnreadableException("The rules cannot be read: " + e.getMessage() + ".", e);
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
  public Optional<TunnelSettings> settings(Link tunnel) {
    return enquiry.answerOf(tunnel);
  }

  @Override
  public void ask(Link tunnel) {
    enquiry.keepOnly(Set.copyOf(topology.links()));
    enquiry.ask(tunnel);
  }

  @Override
  public boolean isAsked(Link tunnel) {
    return enquiry.isAsked(tunnel);
  }

  @Override
  public void watchTables(Set<Long> tables) {
    topology.watch(tables);
  }

  @Override
  public void watchTailnet(long number) {
    topology.watchTailnet(number);
  }

  @Override
  public List<PeerRoute> askForPeers(Snapshot snapshot) {
    List<PeerRoute> routes = new ArrayList<>();
    try {
      for (TailnetRoutes table : snapshot.tailnet().tables()) {
        if (table.peer().isPresent()) {
          routes.add(RouteQuery.peerRoute(channel, table.peer().get().address()));
        }
      }
    } catch (NetlinkException e) {
      // No answer: nothing is known of that family. The next read reports a broken netlink.
    }
    return routes;
  }

  /** What is known of links and routes, for those who receive events about them. */
  Topology topology() {
    return topology;
  }

  /** The channel, for those who have to know its own changes from others'. */
  RuleChannel channel() {
    return channel;
  }

  /**
   * From now on somebody watches the kernel's events.
   *
   * @param takeIn takes in the events that have arrived, by the methods below
   */
  void watchedBy(Runnable takeIn) {
    takeInEvents = takeIn;
  }

  /** From now on somebody tells when anything changes in a family, by the methods below. */
  void watch(Family family) {
    forgetRules(family);
    watched.add(family);
  }

  /** From now on nobody tells. */
  void unwatch(Family family) {
    watched.remove(family);
  }

  /** Makes the next read ask for the rules of one family. */
  void forgetRules(Family family) {
    known.remove(family);
    if (absent.remove(family)) {
      // Its routes were not read either.
      topology.forget();
      topology.forgetTailnet();
    }
  }

  @Override
  public void forget() {
    forgetAllButTailnet();
    topology.forgetTailnet();
  }

  @Override
  public void forgetAllButTailnet() {
    known.clear();
    absent.clear();
    topology.forget();
  }

  @Override
  public void close() {
    channel.close();
  }
}
