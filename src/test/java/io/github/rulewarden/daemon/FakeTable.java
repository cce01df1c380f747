package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules that are plain lists. Unless told otherwise every plan is carried out. */
final class FakeTable implements RuleTable {
  /** tailscaled, then wg-quick, as they come up on a host. */
  static final String INVERTED =
      """
      0: from all lookup local
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      32766: from all lookup main
      """;

  /** What a repair makes of {@link #INVERTED}. */
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

  /** Down unless a test says otherwise: nobody wants to know its settings. */
  static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD, Link.Condition.DOWN);

  /** How one plan ends. */
  interface Ending {
    Outcome of(Plan plan);
  }

  private final Deque<Ending> endings = new ArrayDeque<>();
  private Ending afterwards = this::carryOut;
  private Snapshot snapshot =
      new Snapshot(List.of(), List.of(), List.of(), List.of(TAILSCALE, WG0));
  private List<PeerRoute> peerRoutes = List.of();
  private Optional<String> unreadable = Optional.empty();
  private Runnable onRead = () -> {};
  private final Map<Integer, TunnelSettings> settings = new HashMap<>();
  private final Map<Integer, TunnelSettings> answers = new HashMap<>();
  private final Set<Integer> thinking = new HashSet<>();
  private int questions;
  private int reads;
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

  /** Takes the policy routing of these families away; all others have theirs. */
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

  /** What Tailscale's table holds. */
  void tailnet(TailnetRoutes... tables) {
    snapshot = snapshot.with(new Tailnet(List.of(tables), List.of()));
  }

  /** How the kernel routes packets to peers from now on. */
  void peerRoutes(PeerRoute... routes) {
    peerRoutes = List.of(routes);
  }

  @Override
  public List<PeerRoute> askForPeers(Snapshot read) {
    return peerRoutes;
  }

  /** Makes reading fail from now on, or succeed again. */
  void unreadable(Optional<String> reason) {
    unreadable = reason;
  }

  /** How the next plan ends; called again: the one after it. */
  void next(Ending ending) {
    endings.add(ending);
  }

  /** How all plans end that nothing else was said about. */
  void always(Ending ending) {
    afterwards = ending;
  }

  /** What else happens whenever somebody reads. */
  void onRead(Runnable action) {
    onRead = action;
  }

  int reads() {
    return reads;
  }

  List<Plan> executed() {
    return executed;
  }

  String listing(Family family) {
    return Listing.print(snapshot.rules(family));
  }

  @Override
  public Snapshot read() throws UnreadableException {
    reads++;
    onRead.run();
    if (unreadable.isPresent()) {
      throw new UnreadableException(unreadable.get(), new IllegalStateException());
    }
    return snapshot;
  }

  @Override
  public Outcome execute(Plan plan) {
    executed.add(plan);
    return (endings.isEmpty() ? afterwards : endings.remove()).of(plan);
  }

  /** What a tunnel says of itself when it is asked the next time. */
  void settings(TunnelSettings tunnel) {
    settings.put(tunnel.link(), tunnel);
  }

  /** How often a tunnel was asked. */
  int questions() {
    return questions;
  }

  /** Makes a tunnel take its time for answers that are not given yet. */
  void think(Link tunnel) {
    thinking.add(tunnel.index());
  }

  /** Gives the answer that a tunnel took its time for. */
  void answer(Link tunnel) {
    thinking.remove(tunnel.index());
    ask(tunnel);
  }

  @Override
  public void ask(Link tunnel) {
    questions++;
    if (!thinking.contains(tunnel.index()) && settings.containsKey(tunnel.index())) {
      answers.put(tunnel.index(), settings.get(tunnel.index()));
    }
  }

  @Override
  public boolean isAsked(Link tunnel) {
    return thinking.contains(tunnel.index());
  }

  /** A tunnel answers nobody who has not asked, and says what was so then. */
  @Override
  public Optional<TunnelSettings> settings(Link tunnel) {
    return Optional.ofNullable(answers.get(tunnel.index()));
  }

  /** Does what the plan says. */
  Outcome carryOut(Plan plan) {
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
    return new Outcome.Done(plan.commands());
  }
}
