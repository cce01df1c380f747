package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.FakeStateStore;
import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.state.IntactPair;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rule table that checks every change of the daemon. */
final class ObservedTable implements RuleTable {
  private final FakeKernel kernel;
  private final KernelRuleTable table;
  private final FakeStateStore store;
  private final Map<Family, List<Rule>> before = new EnumMap<>(Family.class);

  /** The rules that the daemon may change: those of the VPN in its last read, with any priority. */
  private final Set<Rule> vpns = new HashSet<>();

  ObservedTable(FakeKernel kernel, FakeStateStore store) {
    this.kernel = kernel;
    this.store = store;
    this.table = new KernelRuleTable(new RuleChannel(kernel::open));
    accept();
  }

  @Override
  public Snapshot read(ReadRequest request) throws UnreadableException {
    Snapshot snapshot = table.read(request);
    vpns.clear();
    for (IntactPair intact : store.saved().intactPairs()) {
      vpns.add(intact.capture().at(0));
      intact.companion().ifPresent(companion -> vpns.add(companion.at(0)));
    }
    for (Family family : Family.values()) {
      for (Ladder.Entry entry : ladder(snapshot, family).entries()) {
        if (entry.role().isVpn()) {
          vpns.add(entry.rule().at(0));
        }
      }
    }
    return snapshot;
  }

  @Override
  public Outcome execute(Plan plan) {
    return table.execute(plan);
  }

  @Override
  public List<PlainRoute> routes(Snapshot snapshot, List<Address> destinations) {
    return table.routes(snapshot, destinations);
  }

  List<Rule> rules(Family family) {
    return kernel.rules(family);
  }

  /** Whether no rule of a VPN precedes Tailscale's. */
  boolean isInOrder(Family family) {
    try {
      return ladder(table.read(ReadRequest.everything(ReadRequest.NO_TABLE)), family)
          .offenders()
          .isEmpty();
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private Ladder ladder(Snapshot snapshot, Family family) {
    return Ladder.of(snapshot, family, Policy.DEFAULT, store.saved());
  }

  /** Accepts the present rules: other processes made the changes until now. */
  void accept() {
    for (Family family : Family.values()) {
      before.put(family, rules(family));
    }
  }

  /** Expects at most one change since {@link #accept}, and only of a rule of the VPN. */
  void expectOnlyVpnRulesTouched() {
    for (Family family : Family.values()) {
      List<Rule> then = before.getOrDefault(family, List.of());
      List<Rule> now = rules(family);
      if (now.size() > then.size()) {
        expectOneMore(then, now);
      } else {
        expectOneMore(now, then);
      }
    }
  }

  /** Expects that {@code more} is {@code rules}, or {@code rules} and one rule of the VPN. */
  private void expectOneMore(List<Rule> rules, List<Rule> more) {
    if (rules.equals(more)) {
      return;
    }
    int place = 0;
    while (place < rules.size() && rules.get(place).equals(more.get(place))) {
      place++;
    }
    List<Rule> rest = new ArrayList<>(more);
    Rule touched = rest.remove(place);
    String details = touched + "\n" + Listing.print(rules) + "or\n" + Listing.print(more);
    assertTrue(rules.equals(rest), details);
    assertTrue(vpns.contains(touched.at(0)), details);
  }
}
