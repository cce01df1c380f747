package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.FakeKernelList;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleActions;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.netlink.route.SelectorAttribute;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request to add or delete a rule, interpreted as in the kernel ({@code fib_nl2rule}, {@code
 * rule_find} and {@code rule_exists} in {@code net/core/fib_rules.c}).
 */
final class RuleRequest {
  private static final Action ANY = new Action.Unknown(0);
  private static final long WHOLE_MARK = 0xffffffffL;

  private final Frame frame;
  private final RuleMessage message;
  private final Rule rule;

  RuleRequest(Frame frame) throws MalformedMessageException {
    this.frame = frame;
    this.message = completed(RuleMessage.decode(frame.payload()));
    this.rule = RuleCodec.decode(message);
  }

  Rule rule() {
    return rule;
  }

  /** The refusal that does not depend on existing rules; a goto leads forward only. */
  Optional<Errno> refusal(FakeKernelList rules) {
    boolean hasTarget = message.find(RuleAttribute.Goto.class).isPresent();
    boolean isGoto = rule.action() instanceof Action.Goto;
    if (hasTarget != isGoto) {
      return Optional.of(Errno.EINVAL);
    }
    boolean leadsBack =
        rule.action() instanceof Action.Goto(long target) && target <= placed(rules).priority();
    return leadsBack ? Optional.of(Errno.EINVAL) : Optional.empty();
  }

  /** Adds the rule; returns it, or empty if it exists. */
  Optional<Rule> add(FakeKernelList rules) {
    Rule placed = placed(rules);
    if ((frame.flags() & Flags.EXCLUSIVE) == 0) {
      rules.addBesideEquals(placed);
      return Optional.of(placed);
    }
    return rules.add(placed) ? Optional.of(placed) : Optional.empty();
  }

  /** Deletes the first matching rule and returns it. */
  Optional<Rule> delete(FakeKernelList rules) {
    return rules.deleteFirst(this::fits);
  }

  private boolean fits(Rule candidate) {
    Rule meant = hasPriority() ? rule : rule.at(candidate.priority());
    Rule asked = rule.action().equals(ANY) ? doing(candidate.action(), meant) : meant;
    return RuleList.firstHit(List.of(candidate), asked) == 0;
  }

  private static Rule doing(Action action, Rule rule) {
    return new Rule(
        rule.family(),
        rule.priority(),
        rule.selector(),
        action,
        rule.modifiers(),
        rule.protocol(),
        rule.extras());
  }

  private Rule placed(FakeKernelList rules) {
    return hasPriority() ? rule : rules.numbered(rule);
  }

  private boolean hasPriority() {
    return message.find(RuleAttribute.Priority.class).isPresent();
  }

  /**
   * Adds the defaults: a mark without a mask has a full mask, and a table implies the lookup
   * action.
   */
  private static RuleMessage completed(RuleMessage message) {
    List<RuleAttribute> attributes = new ArrayList<>(message.attributes());
    boolean isMarked =
        message.find(SelectorAttribute.FwMark.class).filter(mark -> mark.value() != 0).isPresent();
    if (isMarked && message.find(SelectorAttribute.FwMask.class).isEmpty()) {
      attributes.add(new SelectorAttribute.FwMask(WHOLE_MARK));
    }
    long table =
        message
            .find(RuleAttribute.Table.class)
            .map(RuleAttribute.Table::number)
            .orElse((long) message.table());
    return new RuleMessage(
        message.family(),
        message.destinationLength(),
        message.sourceLength(),
        message.typeOfService(),
        message.table(),
        message.action() == 0 && table != 0 ? RuleActions.LOOKUP : message.action(),
        message.flags(),
        attributes);
  }
}
