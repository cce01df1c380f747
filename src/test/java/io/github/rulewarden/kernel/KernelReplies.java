package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.kernel.warmup.ModelKernel;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The replies of a {@link FakeKernel} without a fault: those of {@link ModelKernel}, but with dumps
 * of several datagrams, and for absent families.
 */
final class KernelReplies {
  /** The number of wg-quick's rules in 32 KiB. */
  private static final int RULES_IN_DATAGRAM = 570;

  private final ModelKernel model;
  private final Map<Family, Errno> absent = new EnumMap<>(Family.class);
  private int rulesInDatagram = RULES_IN_DATAGRAM;
  private Runnable betweenDatagrams = () -> {};

  KernelReplies(ModelKernel model) {
    this.model = model;
  }

  void rulesInDatagram(int number) {
    rulesInDatagram = number;
  }

  void betweenDatagrams(Runnable action) {
    betweenDatagrams = action;
  }

  void remove(Family family, Errno errno) {
    absent.put(family, errno);
  }

  void restore(Family family) {
    absent.remove(family);
  }

  /** Executes a request; returns what the sender receives. */
  List<Arrival> to(Request request) throws MalformedMessageException {
    Optional<Errno> refusal =
        request.message().family().flatMap(family -> Optional.ofNullable(absent.get(family)));
    return switch (request.frame().type()) {
      case MessageTypes.GET_RULE ->
          refusal.isPresent()
              ? List.of(Arrival.of(peer(request).doneWith(request.frame(), refusal.get())))
              : dumpRules(request);
      case MessageTypes.NEW_RULE, MessageTypes.DELETE_RULE ->
          refusal.isPresent() ? List.of(refusal(request, Errno.EAFNOSUPPORT)) : reply(request);
      case MessageTypes.GET_ROUTE -> refusal.isPresent() ? allRoutes(request) : reply(request);
      default -> reply(request);
    };
  }

  private List<Arrival> reply(Request request) throws MalformedMessageException {
    return List.of(Arrival.of(frames(request, request.frame())));
  }

  private List<Frame> frames(Request request, Frame frame) throws MalformedMessageException {
    return model.reply(frame, request.sender().portId());
  }

  /**
   * The kernel dumps the routes of all other families for an absent one ({@code rtnl_dump_all}).
   */
  private List<Arrival> allRoutes(Request request) throws MalformedMessageException {
    boolean isDump = (request.frame().flags() & Flags.DUMP) == Flags.DUMP;
    for (Family other : Family.values()) {
      if (isDump && !absent.containsKey(other)) {
        Frame frame = EventFaults.of(other, request.frame());
        return List.of(Arrival.of(frames(request, frame)));
      }
    }
    return List.of(refusal(request, isDump ? Errno.ENOENT : Errno.ENETUNREACH));
  }

  /** The kernel keeps only the number of sent rules between two datagrams. */
  private List<Arrival> dumpRules(Request request) throws MalformedMessageException {
    List<Arrival> datagrams = new ArrayList<>();
    List<Frame> frames = frames(request, request.frame());
    int size = request.sender().isUsed() ? rulesInDatagram : Math.ceilDiv(rulesInDatagram, 3);
    int sent = 0;
    while (sent < frames.size() - 1) {
      int end = Math.min(sent + size, frames.size() - 1);
      datagrams.add(Arrival.of(frames.subList(sent, end)));
      sent = end;
      size = rulesInDatagram;
      if (sent < frames.size() - 1) {
        Runnable action = betweenDatagrams;
        betweenDatagrams = () -> {};
        action.run();
        frames = frames(request, request.frame());
      }
    }
    datagrams.add(Arrival.of(frames.getLast()));
    return datagrams;
  }

  private static Arrival refusal(Request request, Errno errno) {
    return Arrival.of(peer(request).refusal(request.frame(), errno, ""));
  }

  /** Creates frames for the sender of a request. */
  static ScriptedPeer peer(Request request) {
    return new ScriptedPeer(request.sender().portId());
  }
}
