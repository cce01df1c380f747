package io.github.rulewarden.cli;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.fib.TailnetRoutes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Hosts whose rules the commands read. */
final class Hosts {
  private static final Mark BYPASS = new Mark(0x80000, 0xff0000);
  private static final int PROTOCOL_KERNEL = 2;
  private static final Link WG0 = new Link(2, "wg0", Link.Kind.WIREGUARD);
  private static final Link TAILSCALE = new Link(3, "tailscale0", Link.Kind.TUN);
  private static final Link ETH0 = new Link(4, "eth0", Link.Kind.OTHER);

  private Hosts() {}

  /** Returns the host that a transcript names. */
  static Snapshot named(String name) {
    return switch (name) {
      case "without rules" -> Snapshot.EMPTY;
      case "bare" -> both(rules -> rules);
      case "Tailscale alone" -> both(Hosts::tailscale);
      case "VPN alone" -> both(rules -> pair(rules, 32765));
      case "inverted" -> both(rules -> pair(tailscale(rules), 5209));
      case "in order" -> both(rules -> pair(tailscale(rules), 5399));
      case "IPv6 inverted" ->
          inOrder().with(Family.IPV6, pair(tailscale(kernels(Family.IPV6)), 5209));
      case "without IPv6" -> without(Family.IPV6, named("inverted"));
      case "without policy routing" ->
          without(Family.IPV4, without(Family.IPV6, named("inverted")));
      case "half built" -> both(rules -> add(tailscale(rules), capture(family(rules), 5209)));
      case "long rule" -> both(rules -> add(pair(tailscale(rules), 5209), longest(family(rules))));
      case "twin" -> both(rules -> pair(add(tailscale(rules), twin(family(rules), 5209)), 5209));
      case "foreign lookup ahead" -> unreachable(inOrder());
      case "VPN alone with a peer" -> withPeer(named("VPN alone"), WG0, 51820);
      case "in order with a peer" -> withPeer(inOrder(), TAILSCALE, 52);
      case "foreign rules between" ->
          both(rules -> pair(add(tailscale(rules), mwan3(family(rules), 5300)), 5209));
      case "high priorities" ->
          both(rules -> add(pair(tailscale(rules), 5209), mwan3(family(rules), 4_294_967_295L)));
      default -> throw new IllegalArgumentException("no such host: " + name);
    };
  }

  private static Snapshot without(Family family, Snapshot host) {
    Set<Family> absent = EnumSet.of(family);
    absent.addAll(host.absent());
    Snapshot rest = host.with(family, List.of());
    List<DefaultRoute> routes = new ArrayList<>(host.defaultRoutes());
    routes.removeIf(route -> route.family() == family);
    return new Snapshot(
        rest.ipv4(), rest.ipv6(), routes, host.links(), Set.of(), absent, host.tailnet());
  }

  /** Adds a foreign {@code from all lookup main} ahead of all rules, only in IPv4. */
  private static Snapshot unreachable(Snapshot host) {
    Rule foreign = rule(Family.IPV4, 1000, Selector.ALL, lookup(Tables.MAIN), 0);
    List<PlainRoute> answers =
        List.of(
            new PlainRoute(
                new Address(Family.IPV4, 0, 0x64400002L),
                new PlainRoute.LeavesBy(ETH0.index(), Tables.MAIN, 0)));
    Snapshot rest = host.with(Family.IPV4, add(host.rules(Family.IPV4), foreign));
    return rest.with(new Tailnet(List.of(), answers));
  }

  /** Adds an IPv4 peer to Tailscale's table, to which packets leave through a link. */
  private static Snapshot withPeer(Snapshot host, Link link, long table) {
    Address peer = new Address(Family.IPV4, 0, 0x64400002L);
    TailnetRoutes routes =
        new TailnetRoutes(
            Family.IPV4, 52, List.of(new Prefix(peer, 32)), Set.of(TAILSCALE.index()), Set.of());
    PlainRoute answer = new PlainRoute(peer, new PlainRoute.LeavesBy(link.index(), table, 32));
    return host.with(new Tailnet(List.of(routes), List.of(answer)));
  }

  private static Snapshot inOrder() {
    return named("in order");
  }

  private static Snapshot both(UnaryOperator<List<Rule>> rules) {
    return new Snapshot(
        rules.apply(kernels(Family.IPV4)),
        rules.apply(kernels(Family.IPV6)),
        List.of(
            new DefaultRoute(Family.IPV4, 51820, WG0.index()),
            new DefaultRoute(Family.IPV6, 51820, WG0.index())),
        List.of(WG0, TAILSCALE, ETH0));
  }

  private static Family family(List<Rule> rules) {
    return rules.getFirst().family();
  }

  private static List<Rule> add(List<Rule> rules, Rule rule) {
    return RuleList.withAdded(rules, rule);
  }

  private static List<Rule> kernels(Family family) {
    return List.of(
        rule(family, 0, Selector.ALL, lookup(Tables.LOCAL), PROTOCOL_KERNEL),
        rule(family, 32766, Selector.ALL, lookup(Tables.MAIN), PROTOCOL_KERNEL),
        rule(family, 32767, Selector.ALL, lookup(Tables.DEFAULT), PROTOCOL_KERNEL));
  }

  private static List<Rule> tailscale(List<Rule> rules) {
    Family family = family(rules);
    Selector marked = marked(Selector.Sense.PLAIN, BYPASS);
    Action unreachable = new Action.Reject(Action.Reject.Kind.UNREACHABLE);
    List<Rule> result = add(rules, rule(family, 5210, marked, lookup(Tables.MAIN), 0));
    result = add(result, rule(family, 5230, marked, lookup(Tables.DEFAULT), 0));
    result = add(result, rule(family, 5250, marked, unreachable, 0));
    return add(result, rule(family, 5270, Selector.ALL, lookup(52), 0));
  }

  private static List<Rule> pair(List<Rule> rules, long priority) {
    Family family = family(rules);
    Rule suppress =
        new Rule(
            family,
            priority - 1,
            Selector.ALL,
            lookup(Tables.MAIN),
            List.of(new Modifier.SuppressPrefixLength(0)),
            0,
            Extras.NONE);
    return add(add(rules, suppress), capture(family, priority));
  }

  private static Rule capture(Family family, long priority) {
    Selector unmarked = marked(Selector.Sense.INVERTED, Mark.exactly(0xca6c));
    return rule(family, priority, unmarked, lookup(51820), 0);
  }

  private static Rule twin(Family family, long priority) {
    Selector marked = marked(Selector.Sense.PLAIN, Mark.exactly(0xca6c));
    return rule(family, priority, marked, lookup(51820), 0);
  }

  private static Rule longest(Family family) {
    Selector selector =
        new Selector(
            Selector.Sense.PLAIN,
            List.of(
                new Criterion.FwMark(new Mark(0x12345678, 0x7fffffff)),
                new Criterion.IncomingInterface("br-0123456789ab"),
                new Criterion.OutgoingInterface("wlp0s20f3")));
    return rule(family, 20_000, selector, lookup(2_000_000_000), 0);
  }

  private static Rule mwan3(Family family, long priority) {
    Selector marked = marked(Selector.Sense.PLAIN, new Mark(0x100, 0x3f00));
    return rule(family, priority, marked, lookup(1), 0);
  }

  private static Selector marked(Selector.Sense sense, Mark mark) {
    return new Selector(sense, List.of(new Criterion.FwMark(mark)));
  }

  private static Action lookup(long table) {
    return new Action.Lookup(table);
  }

  private static Rule rule(
      Family family, long priority, Selector selector, Action action, int protocol) {
    return new Rule(family, priority, selector, action, List.of(), protocol, Extras.NONE);
  }
}
