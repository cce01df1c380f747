package io.github.rulewarden.kernel.warmup;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.MessageTypes;
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

  /**
   * @param frame of the type RTM_NEWRULE or RTM_DELRULE
   */
  RuleRequest(Frame frame) throws MalformedMessageException {
    this.frame = frame;
    this.message = completed(RuleMessage.decode(frame.payload()));
    this.rule = RuleCodec.decode(message);
  }

  Family family() {
    return rule.family();
  }

  /** Why the kernel refuses the request if these rules exist; empty if it executes the request. */
  Optional<Errno> refusal(List<Rule> rules) {
    boolean hasTarget = message.find(RuleAttribute.Goto.class).isPresent();
    boolean isGoto = rule.action() instanceof Action.Goto;
    if (hasTarget != isGoto || leadsBack(rules)) {
      return Optional.of(Errno.EINVAL);
    }
    if (isAdd()) {
      boolean isExclusive = (frame.flags() & Flags.EXCLUSIVE) != 0;
      return isExclusive && RuleList.exists(rules, placed(rules))
          ? Optional.of(Errno.EEXIST)
          : Optional.empty();
    }
    return hit(rules) < 0 ? Optional.of(Errno.ENOENT) : Optional.empty();
  }

  /** The rules after a request that is not refused. */
  List<Rule> applied(List<Rule> rules) {
    return isAdd() ? RuleList.withAdded(rules, placed(rules)) : RuleList.without(rules, hit(rules));
  }

  private boolean isAdd() {
    return frame.type() == MessageTypes.NEW_RULE;
  }

  /** A goto leads forward only. */
  private boolean leadsBack(List<Rule> rules) {
    return rule.action() instanceof Action.Goto(long target) && target <= placed(rules).priority();
  }

  /** The place of the first rule that a delete matches; -1 if there is none. */
  private int hit(List<Rule> rules) {
    for (int place = 0; place < rules.size(); place++) {
      if (matches(rules.get(place))) {
        return place;
      }
    }
    return -1;
  }

  /** A delete without a priority or an action matches a rule with any. */
  private boolean matches(Rule candidate) {
    Action action = rule.action().equals(ANY) ? candidate.action() : rule.action();
    Rule meant =
        new Rule(
            rule.family(),
            hasPriority() ? rule.priority() : candidate.priority(),
            rule.selector(),
            action,
            rule.modifiers(),
            rule.protocol(),
            rule.extras());
    return RuleList.firstHit(List.of(candidate), meant) == 0;
  }

  private Rule placed(List<Rule> rules) {
    return hasPriority() ? rule : rule.at(RuleList.defaultPriority(rules));
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
    Optional<SelectorAttribute.FwMark> mark = message.find(SelectorAttribute.FwMark.class);
    if (mark.isPresent()
        && mark.get().value() != 0
        && message.find(SelectorAttribute.FwMask.class).isEmpty()) {
      attributes.add(new SelectorAttribute.FwMask(WHOLE_MARK));
    }
    Optional<RuleAttribute.Table> attribute = message.find(RuleAttribute.Table.class);
    long table = attribute.isPresent() ? attribute.get().number() : message.table();
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
