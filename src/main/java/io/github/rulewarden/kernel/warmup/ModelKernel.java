package io.github.rulewarden.kernel.warmup;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.Addresses;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An in-memory kernel that stores rules, links and default routes, and replies to netlink requests
 * as the real kernel does: {@link RuleRequest} and {@link RuleList} hold the behavior of rules.
 *
 * <p>The daemon uses it, as a socket, for the warm-up before its first real repair. The tests' fake
 * kernel adds sockets, events and faults to it, and is compared with the real kernel.
 */
public final class ModelKernel implements Transport {
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int HEADER_LENGTH = 16;
  private static final int PORT_ID = 1;

  private final Map<Family, List<Rule>> rules = new EnumMap<>(Family.class);
  private final ModelTopology topology = new ModelTopology();
  private final Deque<Reception> replies = new ArrayDeque<>();

  /** Replaces the rules of one family. */
  public void set(Family family, List<Rule> newRules) {
    rules.put(family, List.copyOf(newRules));
  }

  /** The rules of one family, in evaluation order. */
  public List<Rule> rules(Family family) {
    return rules.getOrDefault(family, List.of());
  }

  /** Adds a link. */
  public void add(Link link) {
    topology.add(link);
  }

  /** Removes a link and its routes. */
  public void remove(Link link) {
    topology.remove(link);
  }

  /** Adds a default route. */
  public void add(DefaultRoute route) {
    topology.add(route);
  }

  /** The links, in the order of their creation. */
  public List<Link> links() {
    return topology.links();
  }

  /** The payload of a message about a link. */
  public static Bytes message(Link link) {
    return ModelTopology.message(link);
  }

  /**
   * Executes a request.
   *
   * @param portId of the socket that sent it
   * @return the messages of the reply
   */
  public List<Frame> reply(Frame request, int portId) throws MalformedMessageException {
    return switch (request.type()) {
      case MessageTypes.GET_RULE -> dump(request, portId, MessageTypes.NEW_RULE, rules(request));
      case MessageTypes.NEW_RULE, MessageTypes.DELETE_RULE -> change(request, portId);
      case MessageTypes.GET_LINK ->
          dump(request, portId, MessageTypes.NEW_LINK, topology.linkMessages());
      case MessageTypes.GET_ROUTE -> routes(request, portId);
      default -> acknowledge(request, portId, Errno.EOPNOTSUPP.number());
    };
  }

  private List<Bytes> rules(Frame request) throws MalformedMessageException {
    List<Bytes> messages = new ArrayList<>();
    for (Rule rule : rules(Addresses.family(RuleMessage.familyOf(request.payload())))) {
      messages.add(RuleCodec.encode(rule).encode());
    }
    return messages;
  }

  private List<Frame> change(Frame frame, int portId) throws MalformedMessageException {
    RuleRequest request = new RuleRequest(frame);
    List<Rule> before = rules(request.family());
    Optional<Errno> refusal = request.refusal(before);
    if (refusal.isPresent()) {
      return acknowledge(frame, portId, refusal.get().number());
    }
    set(request.family(), request.applied(before));
    return acknowledge(frame, portId, 0);
  }

  private List<Frame> routes(Frame request, int portId) throws MalformedMessageException {
    if ((request.flags() & Flags.DUMP) != Flags.DUMP) {
      // It makes no lookups, like a kernel that does not know a flag of the query.
      return acknowledge(request, portId, Errno.EOPNOTSUPP.number());
    }
    Family family = Addresses.family(RouteMessage.familyOf(request.payload()));
    List<Bytes> routes = topology.routeMessages(family, RouteMessage.tableOf(request.payload()));
    return routes.isEmpty()
        ? acknowledge(request, portId, Errno.ENOENT.number()) // The table does not exist.
        : dump(request, portId, MessageTypes.NEW_ROUTE, routes);
  }

  private static List<Frame> dump(Frame request, int portId, int type, List<Bytes> messages) {
    List<Frame> frames = new ArrayList<>(messages.size() + 1);
    for (Bytes message : messages) {
      frames.add(new Frame(type, Flags.MULTI, request.sequence(), portId, message));
    }
    Bytes success = new MessageWriter().s32(0).toBytes();
    frames.add(new Frame(NLMSG_DONE, Flags.MULTI, request.sequence(), portId, success));
    return frames;
  }

  private static List<Frame> acknowledge(Frame request, int portId, int errno) {
    Bytes payload =
        new MessageWriter()
            .s32(-errno)
            .u32(HEADER_LENGTH)
            .u16(request.type())
            .u16(request.flags())
            .s32(request.sequence())
            .s32(portId)
            .toBytes();
    return List.of(new Frame(NLMSG_ERROR, Flags.CAPPED, request.sequence(), portId, payload));
  }

  @Override
  public int portId() {
    return PORT_ID;
  }

  @Override
  public void send(Bytes datagram) {
    try {
      for (Frame request : Frame.decode(datagram)) {
        replies.add(new Reception.Datagram(Frame.encode(reply(request, PORT_ID))));
      }
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException(e);
    }
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
