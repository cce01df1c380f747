package io.github.rulewarden.leak;

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
import io.github.rulewarden.state.IntactPair;
import java.util.List;
import java.util.Optional;

/** The pair that wg-quick adds for a tunnel. The number of its table is the mark. */
final class WgQuickPair {
  private WgQuickPair() {}

  static IntactPair of(Family family, Link tunnel, long mark) {
    Selector unmarked =
        new Selector(
            Selector.Sense.INVERTED, List.of(new Criterion.FwMark(Mark.exactly((int) mark))));
    Rule capture = rule(family, unmarked, mark, List.of());
    Rule suppress =
        rule(family, Selector.ALL, Tables.MAIN, List.of(new Modifier.SuppressPrefixLength(0)));
    DefaultRoute defaultRoute = new DefaultRoute(family, mark, tunnel.index());
    return new IntactPair(
        tunnel.index(), tunnel.name(), capture, Optional.of(suppress), Optional.of(defaultRoute));
  }

  private static Rule rule(Family family, Selector selector, long table, List<Modifier> modifiers) {
    return new Rule(family, 0, selector, new Action.Lookup(table), modifiers, 0, Extras.NONE);
  }
}
