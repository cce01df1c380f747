package io.github.rulewarden.netlink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends requests over a transport and receives the replies. The transport must not be in a
 * multicast group. For one thread.
 *
 * <p>A reply is identified by sequence number and port id; replies to earlier requests are skipped.
 * After a {@link MalformedMessageException}, or a {@link KernelException} with ETIMEDOUT, the rest
 * of a dump may still arrive, and the kernel refuses the next dump with EBUSY. Open a new transport
 * then.
 */
public final class Conversation {
  /** The number of attempts at a consistent dump. */
  private static final int MAXIMUM_DUMPS = 16;

  private final Transport transport;
  private final long timeoutNanos;
  private final RequestNames names;
  private int sequence;

  /**
   * @param timeout how long to wait for a complete reply; the kernel replies before a send returns,
   *     so only a lost reply takes this long
   */
  public Conversation(Transport transport, Duration timeout) {
    this(transport, timeout, type -> "of type " + type);
  }

  /**
   * A conversation whose error messages contain the names of requests.
   *
   * @param timeout how long to wait for a complete reply
   */
  public Conversation(Transport transport, Duration timeout, RequestNames names) {
    this.transport = transport;
    this.timeoutNanos = timeout.toNanos();
    this.names = names;
  }

  /**
   * Returns all entries as a consistent list: a dump that a change has interrupted is restarted.
   *
   * @throws KernelException the kernel's refusal; EINTR if a change interrupted each of 16 dumps;
   *     ETIMEDOUT if the reply did not end in time; EBADF if the transport was closed
   */
  public List<Frame> dump(Frame request) throws NetlinkException {
    List<Frame> entries = new ArrayList<>();
    for (int i = 0; i < MAXIMUM_DUMPS; i++) {
      if (collect(request, entries)) {
        return entries;
      }
      entries.clear();
    }
    throw new KernelException(
        operation(request) + ", inconsistent " + MAXIMUM_DUMPS + " times", Errno.EINTR.number());
  }

  /**
   * Returns the single message of a reply.
   *
   * @throws KernelException the kernel's refusal; ETIMEDOUT if the reply was late or lost; EBADF if
   *     the transport was closed
   */
  public Frame query(Frame request) throws NetlinkException {
    int number = ++sequence;
    transport.send(Frame.encode(List.of(request.numbered(Flags.REQUEST, number, 0))));
    long deadline = System.nanoTime() + timeoutNanos;
    while (true) {
      Reception reception = await(request, deadline);
      if (!(reception instanceof Reception.Datagram datagram)) {
        // The kernel replied before send returned: a reply that is not queued by now was lost.
        deadline = System.nanoTime();
        continue;
      }
      for (Frame frame : Frame.decode(datagram.content())) {
        if (!isReply(frame, number) || frame.isNothing()) {
          continue;
        }
        if (!frame.isError()) {
          return frame;
        }
        ErrorMessage error = ErrorMessage.decode(frame);
        if (!error.isAcknowledgement()) {
          throw error.toException(operation(request));
        }
      }
    }
  }

  /**
   * Sends several messages at once. The kernel handles them in order and without interruption.
   * After a refused message it continues with the next one.
   *
   * <p>All acknowledgements have to fit into the receive buffer. The default one holds about 250.
   *
   * @return one acknowledgement for each message, in the same order
   * @throws KernelException if the kernel accepted none of them
   */
  public List<Acknowledgement> transact(List<Frame> requests) throws NetlinkException {
    if (requests.isEmpty()) {
      return List.of();
    }
    int first = sequence + 1;
    MessageWriter writer = new MessageWriter();
    for (Frame request : requests) {
      request.numbered(Flags.REQUEST | Flags.ACKNOWLEDGE, ++sequence, 0).encode(writer);
    }
    Acknowledgement[] results = new Acknowledgement[requests.size()];
    Arrays.fill(results, new Acknowledgement.Lost());
    transport.send(writer.toBytes());
    int missing = results.length;
    long deadline = System.nanoTime() + timeoutNanos;
    while (missing > 0) {
      Reception reception = transport.receive(Math.max(0, deadline - System.nanoTime()));
      if (reception instanceof Reception.Datagram datagram) {
        missing -= store(Frame.decode(datagram.content()), requests, first, results);
      } else if (reception instanceof Reception.Overrun) {
        // The kernel replied before send returned: replies that are not queued by now were lost.
        deadline = System.nanoTime();
      } else {
        break;
      }
    }
    return List.of(results);
  }

  /** Stores the acknowledgements at the index of their requests; returns how many there were. */
  private int store(List<Frame> frames, List<Frame> requests, int first, Acknowledgement[] results)
      throws MalformedMessageException {
    int stored = 0;
    for (Frame frame : frames) {
      int index = frame.sequence() - first;
      if (!frame.isError()
          || frame.portId() != transport.portId()
          || index < 0
          || index >= results.length
          || !(results[index] instanceof Acknowledgement.Lost)) {
        continue;
      }
      ErrorMessage error = ErrorMessage.decode(frame);
      results[index] =
          error.isAcknowledgement()
              ? new Acknowledgement.Done()
              : new Acknowledgement.Refused(error.toException(operation(requests.get(index))));
      stored++;
    }
    return stored;
  }

  /** Reads one dump to its end; returns whether it is consistent. */
  private boolean collect(Frame request, List<Frame> entries) throws NetlinkException {
    int number = ++sequence;
    int flags = Flags.REQUEST | Flags.DUMP;
    transport.send(Frame.encode(List.of(request.numbered(flags, number, 0))));
    boolean consistent = true;
    long deadline = System.nanoTime() + timeoutNanos;
    while (true) {
      Reception reception = await(request, deadline);
      if (!(reception instanceof Reception.Datagram datagram)) {
        consistent = false;
        continue;
      }
      for (Frame frame : Frame.decode(datagram.content())) {
        if (!isReply(frame, number) || frame.isNothing()) {
          continue;
        }
        consistent &= !frame.dumpInterrupted();
        if (!frame.isDone() && !frame.isError()) {
          entries.add(frame);
          continue;
        }
        ErrorMessage error = ErrorMessage.decode(frame);
        if (error.isAcknowledgement()) {
          return consistent;
        }
        if (error.number() == Errno.EINTR.number()) {
          return false;
        }
        throw error.toException(operation(request));
      }
    }
  }

  /** Returns a datagram or an overrun; other results end the conversation. */
  private Reception await(Frame request, long deadline) throws NetlinkException {
    Reception reception = transport.receive(Math.max(0, deadline - System.nanoTime()));
    if (reception instanceof Reception.Empty) {
      throw new KernelException(operation(request), Errno.ETIMEDOUT.number());
    }
    if (reception instanceof Reception.Closed) {
      throw new KernelException(operation(request), Errno.EBADF.number());
    }
    return reception;
  }

  private boolean isReply(Frame frame, int number) {
    return frame.sequence() == number && frame.portId() == transport.portId();
  }

  private String operation(Frame request) {
    return "netlink request " + names.of(request.type());
  }
}
