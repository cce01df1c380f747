package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Prefixes;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Tunnels;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.policy.plan.Verdict;
import io.github.rulewarden.policy.planner.Planner;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.text.RefusalText;
import io.github.rulewarden.text.StepText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of one family, with the links, the routes, the policy and the saved state. */
public record Scenario(
    Family family,
    List<Rule> rules,
    List<Link> links,
    List<DefaultRoute> defaultRoutes,
    Policy policy,
    SavedState saved,
    Tailnet tailnet,
    Set<Integer> uplinks) {

  public static Scenario ipv4(String listing) {
    return of(Family.IPV4, Listing.parse(Family.IPV4, listing));
  }

  public static Scenario ipv6(String listing) {
    return of(Family.IPV6, Listing.parse(Family.IPV6, listing));
  }

  static Scenario of(Family family, List<Rule> rules) {
    return new Scenario(
        family,
        rules,
        List.of(),
        List.of(),
        Policy.DEFAULT,
        SavedState.NONE,
        Tailnet.UNKNOWN,
        Set.of());
  }

  /** Adds a link and a default route of this family through it. */
  public Scenario withDefaultRoute(long table, String name, Link.Kind kind) {
    return withDefaultRoute(family, table, name, kind);
  }

  /** Adds a link and a default route of either family through it. */
  public Scenario withDefaultRoute(Family routeFamily, long table, String name, Link.Kind kind) {
    List<Link> newLinks = new ArrayList<>(links);
    List<DefaultRoute> newRoutes = new ArrayList<>(defaultRoutes);
    int index = links.size() + 2;
    newLinks.add(new Link(index, name, kind));
    newRoutes.add(new DefaultRoute(routeFamily, table, index));
    return new Scenario(family, rules, newLinks, newRoutes, policy, saved, tailnet, uplinks);
  }

  /** Adds a TUN and several routes of this family through it that cover the internet. */
  Scenario withSplitDefaultRoute(long table, String name) {
    List<Link> newLinks = new ArrayList<>(links);
    List<DefaultRoute> newRoutes = new ArrayList<>(defaultRoutes);
    int index = links.size() + 2;
    newLinks.add(new Link(index, name, Link.Kind.TUN));
    newRoutes.add(new DefaultRoute(family, table, index, DefaultRoute.Form.PIECES));
    return new Scenario(family, rules, newLinks, newRoutes, policy, saved, tailnet, uplinks);
  }

  /** Adds a tunnel with this ifindex. */
  Scenario withTunnel(int index) {
    List<Link> newLinks = new ArrayList<>(links);
    newLinks.add(new Link(index, "tunnel" + index, Link.Kind.WIREGUARD));
    return new Scenario(family, rules, newLinks, defaultRoutes, policy, saved, tailnet, uplinks);
  }

  /** Adds a default route through an existing link. */
  public Scenario withDefaultRoute(long table, int index) {
    List<DefaultRoute> newRoutes = new ArrayList<>(defaultRoutes);
    newRoutes.add(new DefaultRoute(family, table, index));
    return new Scenario(family, rules, links, newRoutes, policy, saved, tailnet, uplinks);
  }

  /**
   * Sets the contents of Tailscale's table in this family.
   *
   * @param peer a route to an address of the tailnet; empty if there is none
   * @param link the ifindex of its link
   * @param others the ifindexes of other routes' links
   */
  public Scenario withTailscaleTable(String peer, int link, Integer... others) {
    TailnetRoutes routes =
        peer.isEmpty()
            ? new TailnetRoutes(family, 52, List.of(), Set.of(), Set.of(others))
            : new TailnetRoutes(
                family, 52, List.of(Prefixes.parse(peer)), Set.of(link), Set.of(others));
    return with(new Tailnet(List.of(routes), List.of()));
  }

  /** Sets {@code tailscale.interface}. */
  public Scenario withTailscaleInterface(String name) {
    Policy.Tailscale tailscale =
        new Policy.Tailscale(
            policy.tailscale().table(), policy.tailscale().bypassMark(), Optional.of(name));
    return new Scenario(
        family, rules, links, defaultRoutes, policy.with(tailscale), saved, tailnet, uplinks);
  }

  public Scenario with(Tailnet newTailnet) {
    return new Scenario(family, rules, links, defaultRoutes, policy, saved, newTailnet, uplinks);
  }

  /** Adds a link without routes; its ifindex is the next one. */
  public Scenario withLink(String name, Link.Kind kind) {
    List<Link> newLinks = new ArrayList<>(links);
    newLinks.add(new Link(links.size() + 2, name, kind));
    return new Scenario(family, rules, newLinks, defaultRoutes, policy, saved, tailnet, uplinks);
  }

  /** Declares a link, by its ifindex, to be an uplink although it looks like a tunnel. */
  public Scenario withUplink(int index) {
    return new Scenario(family, rules, links, defaultRoutes, policy, saved, tailnet, Set.of(index));
  }

  /** Sets {@code vpn.priorities}. */
  public Scenario withPriorities(long first, long last) {
    Policy.Vpn vpn =
        new Policy.Vpn(policy.vpn().tables(), policy.vpn().ignored(), new Range(first, last));
    return with(vpn);
  }

  public Scenario with(Policy.Vpn vpn) {
    return new Scenario(
        family, rules, links, defaultRoutes, policy.with(vpn), saved, tailnet, uplinks);
  }

  public Scenario with(List<Rule> newRules) {
    return new Scenario(family, newRules, links, defaultRoutes, policy, saved, tailnet, uplinks);
  }

  /** Sets the saved state. */
  public Scenario remembering(SavedState newMemory) {
    return new Scenario(family, rules, links, defaultRoutes, policy, newMemory, tailnet, uplinks);
  }

  /** Whether a table leads to a VPN. */
  boolean knows(long table) {
    return policy.vpn().tables().contains(table)
        || !Tunnels.of(snapshot(), policy).behind(table).isEmpty();
  }

  public Snapshot snapshot() {
    return new Snapshot(List.of(), List.of(), defaultRoutes, links, uplinks, Set.of(), tailnet)
        .with(family, rules);
  }

  public Ladder ladder() {
    return Ladder.of(snapshot(), family, policy, saved);
  }

  public Plan plan() {
    return Planner.plan(ladder(), policy);
  }

  /** Returns the states that a plan goes through: this one first, then after each step. */
  public List<Scenario> states(Plan plan) {
    List<Scenario> states = new ArrayList<>();
    states.add(this);
    IpRuleList kernel = new IpRuleList(rules);
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.Add(Rule rule) -> assertTrue(kernel.add(rule), () -> "EEXIST: " + rule);
        case Step.Delete(Rule rule, _) -> {
          List<Rule> expected = new ArrayList<>(kernel.rules());
          assertTrue(expected.remove(rule), () -> rule + " is not there to be deleted");
          kernel.delete(rule);
          assertEquals(expected, kernel.rules(), "a twin was hit");
        }
      }
      states.add(with(kernel.rules()));
    }
    return states;
  }

  public Scenario after(Plan plan) {
    return states(plan).getLast();
  }

  public Scenario expectListing(String listing) {
    assertEquals(Listing.print(Listing.parse(family, listing)), Listing.print(rules));
    return this;
  }

  /**
   * Expects exactly these commands, one per line, without the {@code ip -4 rule } prefix; returns
   * the state after them.
   */
  public Scenario expectPlan(String commands) {
    Plan plan = plan();
    String prefix = "ip " + family.option() + " rule ";
    StringBuilder actual = new StringBuilder();
    for (String command : StepText.commands(plan.steps())) {
      actual.append(command.startsWith(prefix) ? command.substring(prefix.length()) : command);
      actual.append('\n');
    }
    assertEquals(commands, actual.toString(), () -> plan.verdict().toString());
    return after(plan);
  }

  /** Expects an empty plan with this order and without refusals. */
  public Scenario expectNothingToDo(Order order) {
    Verdict verdict = plan().verdict();
    assertEquals(order, verdict.order());
    assertEquals(List.of(), verdict.refusals());
    return expectPlan("");
  }

  /** Expects these refusals, one per line: the rule, then its reason. */
  public Scenario expectRefusals(String refusals) {
    StringBuilder actual = new StringBuilder();
    for (Refusal refusal : plan().verdict().refusals()) {
      actual
          .append(refusal.rule())
          .append(" -- ")
          .append(RefusalText.reason(refusal.reason()))
          .append('\n');
    }
    assertEquals(refusals, actual.toString());
    return this;
  }

  public Scenario expectOvertaken(String listing) {
    assertEquals(listing, Listing.print(plan().verdict().overtaken()));
    return this;
  }

  public Scenario expectOffenders(String listing) {
    assertEquals(listing, Listing.print(plan().verdict().offenders()));
    return this;
  }

  @Override
  public String toString() {
    return family.text() + '\n' + Listing.print(rules);
  }
}
