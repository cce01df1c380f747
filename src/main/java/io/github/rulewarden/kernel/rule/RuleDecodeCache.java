package io.github.rulewarden.kernel.rule;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a dump apart, and spares itself what the dump before had too: most of a dump is the same
 * bytes in the same order, with a few rules more or fewer in between. An equal rule is then the
 * same object, which makes all later comparisons quick as well.
 */
final class RuleDecodeCache {
  /** A repair deletes a few rules at once; more is a change for which it is not made. */
  private static final int FARTHEST = 8;

  private List<Bytes> before = List.of();
  private List<Rule> rulesBefore = List.of();
  private List<Bytes> now = List.of();
  private List<Rule> rules = List.of();

  /** How far the dump before is used up. */
  private int cursor;

  /** Begins a dump. */
  void begin() {
    before = now;
    rulesBefore = rules;
    now = new ArrayList<>(before.size() + FARTHEST);
    rules = new ArrayList<>(before.size() + FARTHEST);
    cursor = 0;
  }

  /** Adds a message's payload. */
  void next(Bytes payload) throws MalformedMessageException {
    rules.add(rule(payload));
    now.add(payload);
  }

  private Rule rule(Bytes payload) throws MalformedMessageException {
    int end = Math.min(before.size(), cursor + FARTHEST);
    for (int place = cursor; place < end; place++) {
      if (before.get(place).equals(payload)) {
        cursor = place + 1;
        return rulesBefore.get(place);
      }
    }
    return RuleCodec.decode(RuleMessage.decode(payload));
  }

  /** The rules of the dump, in its order. */
  List<Rule> rules() {
    return List.copyOf(rules);
  }
}
