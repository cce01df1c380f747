package io.github.rulewarden.kernel.warmup;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.LinkMessage;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An in-memory kernel that stores rules and speaks netlink. Rules behave as in {@link RuleList};
 * links and routes are read-only.
 *
 * <p>The daemon uses it for the warm-up before its first real repair.
 */
public final class ModelKernel implements Transport {
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int PORT_ID = 1;

  private final Map<Family, List<Rule>> rules = new EnumMap<>(Family.class);
  private final List<Bytes> links = new ArrayList<>();
  private final List<Bytes> routes = new ArrayList<>();
  private final Deque<Reception> replies = new ArrayDeque<>();

  public ModelKernel() {
    for (Family family : Family.values()) {
      rules.put(family, List.of());
    }
  }

  /** Adds a link. */
  public void add(LinkMessage link) {
    links.add(link.encode());
  }

  /** Adds a route; the reply to every dump contains it, regardless of table and family. */
  public void add(RouteMessage route) {
    routes.add(route.encode());
  }

  /** Replaces the rules of one family. */
  public void set(Family family, List<Rule> newRules) {
    rules.put(family, newRules);
  }

  /** The rules of one family. */
  public List<Rule> rules(Family family) {
    return rules.getOrDefault(family, List.of());
  }

  @Override
  public int portId() {
    return PORT_ID;
  }

  @Override
  public void send(Bytes datagram) {
    try {
      for (Frame request : Frame.decode(datagram)) {
        reply(request);
      }
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void reply(Frame request) throws MalformedMessageException {
    switch (request.type()) {
      case MessageTypes.GET_RULE ->
          dump(request, RuleCodec.decode(RuleMessage.decode(request.payload())).family());
      case MessageTypes.NEW_RULE -> {
        Rule rule = RuleCodec.decode(RuleMessage.decode(request.payload()));
        if (exists(rule)) {
          acknowledge(request, Errno.EEXIST.number());
        } else {
          set(rule.family(), RuleList.withAdded(rules(rule.family()), rule));
          acknowledge(request, 0);
        }
      }
      case MessageTypes.DELETE_RULE -> {
        Rule rule = RuleCodec.decode(RuleMessage.decode(request.payload()));
        int hit = RuleList.firstHit(rules(rule.family()), rule);
        if (hit >= 0) {
          set(rule.family(), RuleList.without(rules(rule.family()), hit));
        }
        acknowledge(request, hit >= 0 ? 0 : Errno.ENOENT.number());
      }
      case MessageTypes.GET_LINK -> reply(request, MessageTypes.NEW_LINK, links);
      case MessageTypes.GET_ROUTE -> {
        if ((request.flags() & Flags.DUMP) == Flags.DUMP) {
          reply(request, MessageTypes.NEW_ROUTE, routes);
        } else {
          acknowledge(request, Errno.ENETUNREACH.number()); // There is no main table.
        }
      }
      default -> acknowledge(request, Errno.EOPNOTSUPP.number());
    }
  }

  /** As {@code rule_exists}, which compares neither the sense nor the target of a goto. */
  private boolean exists(Rule rule) {
    for (Rule other : rules(rule.family())) {
      if (comparable(other).equals(comparable(rule))) {
        return true;
      }
    }
    return false;
  }

  private static Rule comparable(Rule rule) {
    Selector selector = new Selector(Selector.Sense.PLAIN, rule.selector().criteria());
    Action action = rule.action() instanceof Action.Goto ? new Action.Goto(0) : rule.action();
    return new Rule(
        rule.family(),
        rule.priority(),
        selector,
        action,
        rule.modifiers(),
        rule.protocol(),
        rule.extras());
  }

  private void dump(Frame request, Family family) {
    List<Bytes> messages = new ArrayList<>();
    for (Rule rule : rules(family)) {
      messages.add(RuleCodec.encode(rule).encode());
    }
    reply(request, MessageTypes.NEW_RULE, messages);
  }

  private void reply(Frame request, int type, List<Bytes> messages) {
    List<Frame> frames = new ArrayList<>();
    for (Bytes message : messages) {
      frames.add(new Frame(type, Flags.MULTI, request.sequence(), PORT_ID, message));
    }
    Bytes success = new MessageWriter().s32(0).toBytes();
    frames.add(new Frame(NLMSG_DONE, Flags.MULTI, request.sequence(), PORT_ID, success));
    replies.add(new Reception.Datagram(Frame.encode(frames)));
  }

  private void acknowledge(Frame request, int errno) {
    MessageWriter header =
        new MessageWriter().s32(-errno).u32(16).u16(request.type()).u16(request.flags());
    Bytes payload = header.s32(request.sequence()).s32(PORT_ID).toBytes();
    Frame reply = new Frame(NLMSG_ERROR, Flags.CAPPED, request.sequence(), PORT_ID, payload);
    replies.add(new Reception.Datagram(Frame.encode(List.of(reply))));
  }

  @Override
  public Reception receive(long timeoutNanos) {
    return replies.isEmpty() ? new Reception.Empty() : replies.remove();
  }

  @Override
  public void close() {
    replies.clear();
  }
}
