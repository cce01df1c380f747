package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule table that consists of a snapshot. By default it executes every plan, with the behavior of
 * {@link RuleList}.
 *
 * <p>The tests of this package do not use the fake kernel: they are about outcomes of plans, read
 * errors and parts of a snapshot, which they set directly. With a kernel each would be the result
 * of messages and faults that the tests of {@code kernel} cover already.
 */
final class FakeTable implements RuleTable {
  /** The rules after tailscaled and then wg-quick started. */
  static final String INVERTED =
      """
      0: from all lookup local
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      32766: from all lookup main
      """;

  /** The result of a repair of {@link #INVERTED}. */
  static final String RIGHT =
      """
      0: from all lookup local
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  static final String NO_VPN =
      """
      0: from all lookup local
      5270: from all lookup 52
      32766: from all lookup main
      """;

  static final Link TAILSCALE = new Link(3, "tailscale0", Link.Kind.TUN);

  /** Down by default, so that its settings are not requested. */
  static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD, Link.Condition.DOWN);

  /** The reaction to one plan. */
  interface Behavior {
    Outcome of(Plan plan);
  }

  /** The tunnels of the same host. */
  final FakeTunnels tunnels = new FakeTunnels();

  private final Deque<Behavior> behaviors = new ArrayDeque<>();
  private Behavior usualBehavior = this::apply;
  private Snapshot snapshot =
      new Snapshot(List.of(), List.of(), List.of(), List.of(TAILSCALE, WG0));
  private List<PlainRoute> peerRoutes = List.of();
  private Optional<String> unreadable = Optional.empty();
  private Runnable onRead = () -> {};
  private final List<ReadRequest> requests = new ArrayList<>();
  private final List<Plan> executed = new ArrayList<>();

  static FakeTable of(String ipv4, String ipv6) {
    FakeTable table = new FakeTable();
    table.set(Family.IPV4, ipv4);
    table.set(Family.IPV6, ipv6);
    return table;
  }

  void set(Family family, String listing) {
    snapshot = snapshot.with(family, Listing.parse(family, listing));
  }

  void links(Link... links) {
    set(snapshot.defaultRoutes(), List.of(links), snapshot.absent());
  }

  void defaultRoutes(DefaultRoute... routes) {
    set(List.of(routes), snapshot.links(), snapshot.absent());
  }

  /** Removes the policy routing of these families; all others have it. */
  void absent(Family... families) {
    for (Family family : families) {
      set(family, "");
    }
    set(snapshot.defaultRoutes(), snapshot.links(), Set.of(families));
  }

  private void set(List<DefaultRoute> routes, List<Link> links, Set<Family> absent) {
    snapshot =
        new Snapshot(
            snapshot.ipv4(), snapshot.ipv6(), routes, links, Set.of(), absent, snapshot.tailnet());
  }

  /** Sets the contents of Tailscale's table. */
  void tailnet(TailnetRoutes... tables) {
    snapshot = snapshot.with(new Tailnet(List.of(tables), List.of()));
  }

  /** Sets the kernel's routes to peers. */
  void peerRoutes(PlainRoute... routes) {
    peerRoutes = List.of(routes);
  }

  @Override
  public List<PlainRoute> routes(Snapshot read, List<Address> destinations) {
    List<PlainRoute> routes = new ArrayList<>(peerRoutes);
    routes.removeIf(route -> !destinations.contains(route.destination()));
    return routes;
  }

  /** Makes reading fail from now on, or succeed again. */
  void unreadable(Optional<String> reason) {
    unreadable = reason;
  }

  /** Sets the reaction to the next plan; a second call sets the reaction to the plan after it. */
  void next(Behavior behavior) {
    behaviors.add(behavior);
  }

  /** Sets the reaction to all plans without a reaction of their own. */
  void always(Behavior behavior) {
    usualBehavior = behavior;
  }

  /** Sets an action for each read. */
  void onRead(Runnable action) {
    onRead = action;
  }

  /** Returns the requests so far. */
  List<ReadRequest> requests() {
    return requests;
  }

  int reads() {
    return requests.size();
  }

  List<Plan> executed() {
    return executed;
  }

  String listing(Family family) {
    return Listing.print(snapshot.rules(family));
  }

  @Override
  public Snapshot read(ReadRequest request) throws UnreadableException {
    requests.add(request);
    onRead.run();
    if (unreadable.isPresent()) {
      throw new UnreadableException(unreadable.get(), new IllegalStateException());
    }
    return snapshot;
  }

  @Override
  public Outcome execute(Plan plan) {
    executed.add(plan);
    return (behaviors.isEmpty() ? usualBehavior : behaviors.remove()).of(plan);
  }

  /** Executes a plan completely. */
  Outcome apply(Plan plan) {
    List<Rule> rules = snapshot.rules(plan.family());
    for (Step step : plan.steps()) {
      rules =
          switch (step) {
            case Step.Add(Rule rule) -> RuleList.withAdded(rules, rule);
            case Step.Delete(Rule rule, _) ->
                RuleList.without(rules, RuleList.firstHit(rules, rule));
          };
    }
    snapshot = snapshot.with(plan.family(), rules);
    return new Outcome.Done(plan.steps());
  }
}
