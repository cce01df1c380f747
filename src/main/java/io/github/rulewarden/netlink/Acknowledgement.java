package io.github.rulewarden.netlink;

/** What became of one message of a {@link Conversation#transact} call. */
public sealed interface Acknowledgement {
  /** The kernel did it. */
  record Done() implements Acknowledgement {}

  /** The kernel refused it, and changed nothing. */
  record Refused(KernelException reason) implements Acknowledgement {}

  /** The answer was lost or did not come in time: read the state anew to learn what happened. */
  record Lost() implements Acknowledgement {}
}
