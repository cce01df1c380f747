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

/** How a {@link FakeKernel} processes a request without a fault. */
final class KernelWork {
  /** The number of wg-quick's rules in 32 KiB. */
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

  /** Processes a request; returns what the sender receives. */
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
          yield List.of(refusal(request, Errno.ENETUNREACH)); // The main table does not exist.
        }
        long table = RouteMessage.tableOf(frame.payload());
        Family family = request.message().family().orElseThrow();
        List<Bytes> routes = routes(family, table);
        yield routes.isEmpty()
            ? List.of(refusal(request, Errno.ENOENT)) // The table does not exist.
            : dump(request, MessageTypes.NEW_ROUTE, routes);
      }
      case MessageTypes.NEW_RULE, MessageTypes.DELETE_RULE -> List.of(change(request));
      default -> List.of(refusal(request, Errno.EOPNOTSUPP));
    };
  }

  /** For an absent family the kernel dumps all others (rtnl_dump_all). */
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
    RuleRequest ruleRequest = new RuleRequest(request.frame());
    Family family = ruleRequest.rule().family();
    if (kernel.lack(family).isPresent()) {
      return refusal(request, Errno.EAFNOSUPPORT);
    }
    FakeKernelList list = kernel.list(family);
    Optional<Errno> refusal = ruleRequest.refusal(list);
    if (refusal.isPresent()) {
      return refusal(request, refusal.get());
    }
    List<Rule> before = list.rules();
    boolean isAdd = request.frame().type() == MessageTypes.NEW_RULE;
    Optional<Rule> changed = isAdd ? ruleRequest.add(list) : ruleRequest.delete(list);
    if (changed.isEmpty()) {
      return refusal(request, isAdd ? Errno.EEXIST : Errno.ENOENT);
    }
    Change.Kind kind = isAdd ? Change.Kind.ADDED : Change.Kind.DELETED;
    kernel.notify(
        kind, changed.get(), before, request.sender().portId(), request.frame().sequence());
    return Arrival.of(peer(request).acknowledgement(request.frame()));
  }

  /** Between two datagrams the kernel keeps only the number of rules that it has sent. */
  private List<Arrival> dumpRules(Request request, Family family) {
    List<Arrival> datagrams = new ArrayList<>();
    int size = request.sender().isUsed() ? rulesInDatagram : Math.ceilDiv(rulesInDatagram, 3);
    for (int sent = 0; sent < kernel.rules(family).size(); sent += size, size = rulesInDatagram) {
      if (sent > 0) {
        Runnable action = betweenDatagrams;
        betweenDatagrams = () -> {};
        action.run();
      }
      List<Frame> frames = new ArrayList<>();
      List<Rule> now = kernel.rules(family);
      for (int index = sent; index < Math.min(sent + size, now.size()); index++) {
        Bytes payload = RuleCodec.encode(now.get(index)).encode();
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

  /** Creates frames for the sender of a request. */
  static ScriptedPeer peer(Request request) {
    return new ScriptedPeer(request.sender().portId());
  }
}
