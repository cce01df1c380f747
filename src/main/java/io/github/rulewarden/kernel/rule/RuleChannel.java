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
import io.github.rulewarden.wire.RuleCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The socket that requests go over. A conversation that went wrong is not gone on with: the next
 * request opens a new socket.
 */
public final class RuleChannel implements AutoCloseable {
  /**
   * The kernel answers before the send returns; only an answer that was lost takes as long as this.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Opens the transport that requests go over. */
  public interface Opener {
    Transport open() throws KernelException;
  }

  private record Line(Transport transport, Conversation conversation) {}

  private final Opener opener;

  private final RuleDecodeCache ipv4 = new RuleDecodeCache();
  private final RuleDecodeCache ipv6 = new RuleDecodeCache();
  private Optional<Line> line = Optional.empty();
  private Certainty certainty = Certainty.TOLD_TWICE;

  public RuleChannel(Opener opener) {
    this.opener = opener;
  }

  /**
   * The port id that this channel's own changes are announced with; empty while there is no socket.
   */
  public Optional<Integer> portId() {
    return line.isEmpty() ? Optional.empty() : Optional.of(line.get().transport().portId());
  }

  /**
   * The rules of one family in the order they are asked.
   *
   * @throws KernelException EINTR if they are many and change too fast to be told of
   */
  public List<Rule> rules(Family family) throws NetlinkException {
    return rules(family, lead());
  }

  /**
   * The rules of one family in the order they are asked; empty if the kernel has no policy routing
   * for this family. Where there is no netlink, opening the socket fails with EAFNOSUPPORT, too:
   * that says nothing about the family and stays an exception.
   *
   * @throws KernelException EINTR if they are many and change too fast to be told of
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

  /** The first datagram of a dump is small on a socket that has not been used. */
  private DumpConsistency.Lead lead() {
    return line.isEmpty() ? DumpConsistency.Lead.SMALL : DumpConsistency.Lead.LARGE;
  }

  private List<Rule> rules(Family family, DumpConsistency.Lead lead) throws NetlinkException {
    Frame request = Requests.rules(RuleCodec.addressFamily(family));
    List<Frame> frames = dump(request);
    certainty = Certainty.TOLD_TWICE;
    if (DumpConsistency.areIn(frames)) {
      DumpConsistency seams = new DumpConsistency(() -> dump(request), () -> dumpOnce(request));
      DumpConsistency.Told told = seams.settle(frames, lead);
      frames = told.rules();
      certainty = told.certainty();
    }
    RuleDecodeCache memory =
        switch (family) {
          case IPV4 -> ipv4;
          case IPV6 -> ipv6;
        };
    memory.begin();
    for (Frame frame : frames) {
      memory.next(frame.payload());
    }
    return memory.rules();
  }

  /** How sure the rules are that were read last; those of one datagram always are. */
  Certainty certainty() {
    return certainty;
  }

  /** All answers to a dump request. */
  public List<Frame> dump(Frame request) throws NetlinkException {
    try {
      return open().conversation().dump(request);
    } catch (KernelException e) {
      hangUpUnlessAnswered(e);
      throw e;
    } catch (NetlinkException e) {
      close();
      throw e;
    }
  }

  /** The same; nothing if what was asked for does not exist (ENOENT), such as a table. */
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
   * The answer to a question that has one.
   *
   * @throws KernelException if the kernel refuses; that is an answer, too
   */
  public Frame ask(Frame question) throws NetlinkException {
    try {
      return open().conversation().ask(question);
    } catch (KernelException e) {
      switch (e.errno()) {
        case ENETUNREACH, EHOSTUNREACH, EACCES, EINVAL -> {}
        default -> close();
      }
      throw e;
    } catch (NetlinkException e) {
      close();
      throw e;
    }
  }

  /** All answers to a dump request over a socket of its own. */
  private List<Frame> dumpOnce(Frame request) throws NetlinkException {
    try (Transport transport = opener.open()) {
      return conversation(transport).dump(request);
    }
  }

  /** Sends changes in one go; one acknowledgement each. */
  public List<Acknowledgement> change(List<Frame> requests) throws NetlinkException {
    try {
      return open().conversation().transact(requests);
    } catch (NetlinkException e) {
      close();
      throw e;
    }
  }

  private static Conversation conversation(Transport transport) {
    return new Conversation(transport, PATIENCE, MessageTypes.NAMES);
  }

  private Line open() throws KernelException {
    if (line.isEmpty()) {
      Transport transport = opener.open();
      line = Optional.of(new Line(transport, conversation(transport)));
    }
    return line.get();
  }

  /** A refusal is an answer; after anything else the rest of a dump may still be on its way. */
  private void hangUpUnlessAnswered(KernelException failure) {
    switch (failure.errno()) {
      case ENOENT, EAFNOSUPPORT, EOPNOTSUPP, EPERM -> {}
      default -> close();
    }
  }

  @Override
  public void close() {
    line.ifPresent(open -> open.transport().close());
    line = Optional.empty();
  }
}
