package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.FakeKernelList;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@link FakeKernel} does with a request when no fault is in the way. */
final class KernelWork {
  /** So many of wg-quick's rules fit into 32 KiB. */
  private static final int RULES_IN_DATAGRAM = 570;

  private final FakeKernel kernel;
  private final FakeTopology topology;
  private int rulesInDatagram = RULES_IN_DATAGRAM;
  private Runnable betweenDatagrams = () -> {};

  KernelWork(FakeKernel kernel, FakeTopology topology) {
    this.kernel = kernel;
    this.topology = topology;
  }

  void cutDumpsAfter(int newRulesInDatagram) {
    rulesInDatagram = newRulesInDatagram;
  }

  void betweenDatagrams(Runnable action) {
    betweenDatagrams = action;
  }

  /** Does it; tells what the sender gets to read. */
  List<Arrival> on(Request request) throws MalformedMessageException {
    Frame frame = request.frame();
    return switch (frame.type()) {
      case MessageTypes.GET_RULE -> {
        Family family = request.message().family().orElseThrow();
        Optional<Errno> lack = kernel.lack(family);
        yield lack.isPresent()
            ? List.of(Arrival.of(peer(request).doneWith(frame, lack.get())))
            : dumpRules(request, family);
      }
      case MessageTypes.GET_LINK -> dump(request, MessageTypes.NEW_LINK, topology.linkMessages());
      case MessageTypes.GET_ROUTE -> {
        if ((frame.flags() & Flags.DUMP) != Flags.DUMP) {
          yield List.of(refusal(request, Errno.ENETUNREACH)); // There is no main table.
        }
        long table = RouteMessage.tableOf(frame.payload());
        Family family = request.message().family().orElseThrow();
        List<Bytes> routes = routes(family, table);
        yield routes.isEmpty()
            ? List.of(refusal(request, Errno.ENOENT)) // There is no such table.
            : dump(request, MessageTypes.NEW_ROUTE, routes);
      }
      case MessageTypes.NEW_RULE, MessageTypes.DELETE_RULE -> List.of(change(request));
      default -> List.of(refusal(request, Errno.EOPNOTSUPP));
    };
  }

  /** Where a family is absent, the kernel answers with all others (rtnl_dump_all). */
  private List<Bytes> routes(Family family, long table) {
    List<Bytes> routes = new ArrayList<>();
    for (Family each : Family.values()) {
      if (kernel.lack(each).isEmpty() && (each == family || kernel.lack(family).isPresent())) {
        routes.addAll(topology.routeMessages(each, table));
      }
    }
    return routes;
  }

  private Arrival change(Request request) throws MalformedMessageException {
    RuleRequest wanted = new RuleRequest(request.frame());
    Family family = wanted.rule().family();
    if (kernel.lack(family).isPresent()) {
      return refusal(request, Errno.EAFNOSUPPORT);
    }
    FakeKernelList list = kernel.list(family);
    Optional<Errno> objection = wanted.objection(list);
    if (objection.isPresent()) {
      return refusal(request, objection.get());
    }
    List<Rule> before = list.rules();
    boolean isAdd = request.frame().type() == MessageTypes.NEW_RULE;
    Optional<Rule> changed = isAdd ? wanted.add(list) : wanted.delete(list);
    if (changed.isEmpty()) {
      return refusal(request, isAdd ? Errno.EEXIST : Errno.ENOENT);
    }
    Change.Kind kind = isAdd ? Change.Kind.ADDED : Change.Kind.DELETED;
    kernel.tell(kind, changed.get(), before, request.sender().portId(), request.frame().sequence());
    return Arrival.of(peer(request).acknowledgement(request.frame()));
  }

  /**
   * From one datagram to the next the kernel remembers how many rules it has told, and nothing
   * else.
   */
  private List<Arrival> dumpRules(Request request, Family family) {
    List<Arrival> datagrams = new ArrayList<>();
    int size = request.sender().isUsed() ? rulesInDatagram : Math.ceilDiv(rulesInDatagram, 3);
    for (int told = 0; told < kernel.rules(family).size(); told += size, size = rulesInDatagram) {
      if (told > 0) {
        Runnable action = betweenDatagrams;
        betweenDatagrams = () -> {};
        action.run();
      }
      List<Frame> frames = new ArrayList<>();
      List<Rule> now = kernel.rules(family);
      for (int place = told; place < Math.min(told + size, now.size()); place++) {
        Bytes payload = RuleCodec.encode(now.get(place)).encode();
        frames.add(peer(request).part(request.frame(), MessageTypes.NEW_RULE, payload));
      }
      if (!frames.isEmpty()) {
        datagrams.add(Arrival.of(frames.toArray(Frame[]::new)));
      }
    }
    datagrams.add(Arrival.of(peer(request).done(request.frame())));
    return datagrams;
  }

  private static List<Arrival> dump(Request request, int type, List<Bytes> payloads) {
    List<Frame> frames = new ArrayList<>();
    for (Bytes payload : payloads) {
      frames.add(peer(request).part(request.frame(), type, payload));
    }
    frames.add(peer(request).done(request.frame()));
    return List.of(Arrival.of(frames.toArray(Frame[]::new)));
  }

  private static Arrival refusal(Request request, Errno errno) {
    return Arrival.of(peer(request).refusal(request.frame(), errno, ""));
  }

  /** Makes frames that belong to a request's sender. */
  static ScriptedPeer peer(Request request) {
    return new ScriptedPeer(request.sender().portId());
  }
}
