package io.github.rulewarden.kernel.warmup;

import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.daemon.WarmUp;
import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.kernel.KernelRuleTable;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * An in-memory kernel that contains the rules after wg-quick has started after tailscaled; {@link
 * #invert} restores them. The rules suit {@link Policy#DEFAULT}, regardless of the operator's
 * policy: the warm-up exercises the code path; the actual priorities do not matter.
 */
public final class WarmUpKernel implements WarmUp.Sandbox {
  private static final int PROTOCOL_KERNEL = 2;
  private static final Link LOOPBACK = new Link(1, "lo", Link.Kind.OTHER);
  private static final Link TUNNEL = new Link(2, "wg0", Link.Kind.WIREGUARD);
  private static final long VPN_TABLE = 51820;

  private final ModelKernel kernel = new ModelKernel();
  private final StateStore store;
  private final KernelRuleTable table = new KernelRuleTable(new RuleChannel(() -> kernel));

  /**
   * @param store for the saved state of the warm-up
   */
  public WarmUpKernel(StateStore store) {
    this.store = store;
    kernel.add(LOOPBACK);
    kernel.add(TUNNEL);
    for (Family family : Family.values()) {
      kernel.add(new DefaultRoute(family, VPN_TABLE, TUNNEL.index()));
    }
  }

  @Override
  public RuleTable table() {
    return table;
  }

  @Override
  public StateStore store() {
    return store;
  }

  @Override
  public void invert() {
    for (Family family : Family.values()) {
      kernel.set(family, inverted(family));
    }
  }

  private List<Rule> inverted(Family family) {
    Selector marked =
        new Selector(
            Selector.Sense.PLAIN,
            List.of(new Criterion.FwMark(Policy.Tailscale.DEFAULT.bypassMark())));
    Selector unmarked =
        new Selector(Selector.Sense.INVERTED, List.of(new Criterion.FwMark(Mark.exactly(51820))));
    List<Rule> rules = new ArrayList<>();
    rules.add(rule(family, 0, Selector.ALL, new Action.Lookup(Tables.LOCAL), PROTOCOL_KERNEL));
    rules.add(
        new Rule(
            family,
            5208,
            Selector.ALL,
            new Action.Lookup(Tables.MAIN),
            List.of(new Modifier.SuppressPrefixLength(0)),
            0,
            Extras.NONE));
    rules.add(rule(family, 5209, unmarked, new Action.Lookup(VPN_TABLE), 0));
    rules.add(rule(family, 5210, marked, new Action.Lookup(Tables.MAIN), 0));
    rules.add(rule(family, 5230, marked, new Action.Lookup(Tables.DEFAULT), 0));
    rules.add(rule(family, 5250, marked, new Action.Reject(Action.Reject.Kind.UNREACHABLE), 0));
    rules.add(
        rule(family, 5270, Selector.ALL, new Action.Lookup(Policy.Tailscale.DEFAULT.table()), 0));
    rules.add(rule(family, 32766, Selector.ALL, new Action.Lookup(Tables.MAIN), PROTOCOL_KERNEL));
    return rules;
  }

  private static Rule rule(
      Family family, long priority, Selector selector, Action action, int protocol) {
    return new Rule(family, priority, selector, action, List.of(), protocol, Extras.NONE);
  }
}
