package io.github.rulewarden.netlink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Requests and their answers over a transport that is in no multicast group. For one thread.
 *
 * <p>Answers are recognised by sequence number and port id; what belongs to an earlier request is
 * skipped. After a {@link MalformedMessageException}, or a {@link KernelException} with ETIMEDOUT,
 * the rest of a dump may still be on its way and the kernel refuses the next one with EBUSY: open a
 * new transport.
 */
public final class Conversation {
  /** A dump that is inconsistent this often in a row is not worth another try. */
  private static final int MAXIMUM_DUMPS = 16;

  private final Transport transport;
  private final long timeoutNanos;
  private final RequestNames names;
  private int sequence;

  /**
   * @param timeout how long to wait for all of an answer; the kernel answers before a send returns,
   *     so that only a lost answer takes it
   */
  public Conversation(Transport transport, Duration timeout) {
    this(transport, timeout, type -> "of type " + type);
  }

  /**
   * A conversation whose errors name the requests.
   *
   * @param timeout how long to wait for all of an answer
   */
  public Conversation(Transport transport, Duration timeout, RequestNames names) {
    this.transport = transport;
    this.timeoutNanos = timeout.toNanos();
    this.names = names;
  }

  /**
   * All entries of a kind, as one consistent list: a dump during which something changed is started
   * again.
   *
   * @throws KernelException the kernel's refusal; EINTR if it changed during each of 16 dumps;
   *     ETIMEDOUT if the answer did not end in time; EBADF if the transport was closed
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
   * The one message that answers a request.
   *
   * @throws KernelException the kernel's refusal; ETIMEDOUT without an answer in time, also because
   *     it was lost; EBADF if the transport was closed
   */
  public Frame ask(Frame request) throws NetlinkException {
    int number = ++sequence;
    transport.send(Frame.encode(List.of(request.numbered(Flags.REQUEST, number, 0))));
    long deadline = System.nanoTime() + timeoutNanos;
    while (true) {
      Reception reception = await(request, deadline);
      if (!(reception instanceof Reception.Datagram datagram)) {
        // The answer was given before send returned: if it is not queued by now, it never comes.
        deadline = System.nanoTime();
        continue;
      }
      for (Frame frame : Frame.decode(datagram.content())) {
        if (!answers(frame, number) || frame.isNothing()) {
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
   * Sends several messages at once. The kernel handles them in order, back to back, and a refused
   * one does not stop the next.
   *
   * <p>All acknowledgements have to fit into the receive buffer: about 250 in the default one.
   *
   * @return one acknowledgement for each message, in the same order
   * @throws KernelException if the kernel took none of them
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
    Acknowledgement[] answers = new Acknowledgement[requests.size()];
    Arrays.fill(answers, new Acknowledgement.Lost());
    transport.send(writer.toBytes());
    int missing = answers.length;
    long deadline = System.nanoTime() + timeoutNanos;
    while (missing > 0) {
      Reception reception = transport.receive(Math.max(0, deadline - System.nanoTime()));
      if (reception instanceof Reception.Datagram datagram) {
        missing -= settle(Frame.decode(datagram.content()), requests, first, answers);
      } else if (reception instanceof Reception.Overrun) {
        // All answers were given before send returned: those not queued by now never come.
        deadline = System.nanoTime();
      } else {
        break;
      }
    }
    return List.of(answers);
  }

  /** Puts acknowledgements into their places; returns how many. */
  private int settle(List<Frame> frames, List<Frame> requests, int first, Acknowledgement[] answers)
      throws MalformedMessageException {
    int settled = 0;
    for (Frame frame : frames) {
      int index = frame.sequence() - first;
      if (!frame.isError()
          || frame.portId() != transport.portId()
          || index < 0
          || index >= answers.length
          || !(answers[index] instanceof Acknowledgement.Lost)) {
        continue;
      }
      ErrorMessage error = ErrorMessage.decode(frame);
      answers[index] =
          error.isAcknowledgement()
              ? new Acknowledgement.Done()
              : new Acknowledgement.Refused(error.toException(operation(requests.get(index))));
      settled++;
    }
    return settled;
  }

  /** One dump, read to its end even when it turns out inconsistent; returns whether it is not. */
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
        if (!answers(frame, number) || frame.isNothing()) {
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

  /** A datagram or an overrun; everything else ends the conversation. */
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

  private boolean answers(Frame frame, int number) {
    return frame.sequence() == number && frame.portId() == transport.portId();
  }

  private String operation(Frame request) {
    return "netlink request " + names.of(request.type());
  }
}
