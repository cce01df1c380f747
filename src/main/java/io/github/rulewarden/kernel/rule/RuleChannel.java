package io.github.rulewarden.kernel.rule;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.rule.DumpConsistency.Certainty;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.wire.Addresses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The NETLINK_ROUTE socket for requests. After an error the channel closes its socket, and the next
 * request opens a new one.
 */
public final class RuleChannel implements AutoCloseable {
  /** The kernel replies before the send returns, so only a lost reply takes this long. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Opens the transport for requests. */
  public interface Opener {
    Transport open() throws KernelException;
  }

  private record Connection(Transport transport, Conversation conversation) {}

  private final Opener opener;

  private final RuleDecodeCache ipv4 = new RuleDecodeCache();
  private final RuleDecodeCache ipv6 = new RuleDecodeCache();
  private Optional<Connection> connection = Optional.empty();
  private Certainty certainty = Certainty.REPEATED;

  public RuleChannel(Opener opener) {
    this.opener = opener;
  }

  /**
   * The port id in the notifications of this channel's own changes; empty if there is no socket.
   */
  public Optional<Integer> portId() {
    return connection.isEmpty()
        ? Optional.empty()
        : Optional.of(connection.get().transport().portId());
  }

  /**
   * The rules of one family in the order of their evaluation.
   *
   * @throws KernelException EINTR if changes interrupt every attempt
   */
  public List<Rule> rules(Family family) throws NetlinkException {
    return rules(family, lead());
  }

  /**
   * The rules of one family in the order of their evaluation; empty if the kernel has no policy
   * routing for this family. Opening a socket without netlink fails with EAFNOSUPPORT, too; that is
   * not about the family, and this method throws it.
   *
   * @throws KernelException EINTR if changes interrupt every attempt
   */
  public Optional<List<Rule>> rulesUnlessAbsent(Family family) throws NetlinkException {
    DumpConsistency.Lead lead = lead();
    open();
    try {
      return Optional.of(rules(family, lead));
    } catch (KernelException e) {
      return switch (e.errno()) {
        case EAFNOSUPPORT, EOPNOTSUPP -> Optional.empty();
        default -> throw e;
      };
    }
  }

  /** The first datagram of a dump is small on a new socket. */
  private DumpConsistency.Lead lead() {
    return connection.isEmpty() ? DumpConsistency.Lead.SMALL : DumpConsistency.Lead.LARGE;
  }

  private List<Rule> rules(Family family, DumpConsistency.Lead lead) throws NetlinkException {
    Frame request = Requests.rules(Addresses.family(family));
    List<Frame> frames = dump(request);
    certainty = Certainty.REPEATED;
    if (DumpConsistency.isSplit(frames)) {
      DumpConsistency consistency =
          new DumpConsistency(() -> dump(request), () -> dumpOnce(request));
      DumpConsistency.Result result = consistency.settle(frames, lead);
      frames = result.rules();
      certainty = result.certainty();
    }
    RuleDecodeCache cache =
        switch (family) {
          case IPV4 -> ipv4;
          case IPV6 -> ipv6;
        };
    cache.begin();
    for (Frame frame : frames) {
      cache.add(frame.payload());
    }
    return cache.rules();
  }

  /** Whether the rules of the last read are certain. Those of a single datagram are. */
  Certainty certainty() {
    return certainty;
  }

  /** All messages of the reply to a dump request. */
  public List<Frame> dump(Frame request) throws NetlinkException {
    try {
      return open().conversation().dump(request);
    } catch (KernelException e) {
      closeUnlessRefused(e);
      throw e;
    } catch (NetlinkException e) {
      close();
      throw e;
    }
  }

  /** Like {@link #dump}, but empty if the object, such as a table, does not exist (ENOENT). */
  public List<Frame> dumpUnlessMissing(Frame request) throws NetlinkException {
    try {
      return dump(request);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * The reply to a request for a single object.
   *
   * @param results the refusals that are a result of the query; the socket stays open after them
   * @throws KernelException if the kernel refuses
   */
  public Frame query(Frame request, Set<Errno> results) throws NetlinkException {
    try {
      return open().conversation().query(request);
    } catch (KernelException e) {
      if (!results.contains(e.errno())) {
        close();
      }
      throw e;
    } catch (NetlinkException e) {
      close();
      throw e;
    }
  }

  /** All messages of the reply to a dump request over a new socket. */
  private List<Frame> dumpOnce(Frame request) throws NetlinkException {
    try (Transport transport = opener.open()) {
      return conversation(transport).dump(request);
    }
  }

  /** Sends changes at once. Returns one acknowledgement for each. */
  public List<Acknowledgement> change(List<Frame> requests) throws NetlinkException {
    try {
      return open().conversation().transact(requests);
    } catch (NetlinkException e) {
      close();
      throw e;
    }
  }

  private static Conversation conversation(Transport transport) {
    return new Conversation(transport, TIMEOUT, MessageTypes.NAMES);
  }

  private Connection open() throws KernelException {
    if (connection.isEmpty()) {
      Transport transport = opener.open();
      connection = Optional.of(new Connection(transport, conversation(transport)));
    }
    return connection.get();
  }

  /**
   * After a refusal the socket is clean. After another error the rest of a dump may still arrive.
   */
  private void closeUnlessRefused(KernelException failure) {
    switch (failure.errno()) {
      case ENOENT, EAFNOSUPPORT, EOPNOTSUPP, EPERM -> {}
      default -> close();
    }
  }

  @Override
  public void close() {
    connection.ifPresent(open -> open.transport().close());
    connection = Optional.empty();
  }
}
