package io.github.rulewarden.netlink;

/** The result of one message of a {@link Conversation#transact} call. */
public sealed interface Acknowledgement {
  /** The kernel made the change. */
  record Done() implements Acknowledgement {}

  /** The kernel refused the message and changed nothing. */
  record Refused(KernelException reason) implements Acknowledgement {}

  /** The reply was lost or late. Only a new read of the state shows whether the change was made. */
  record Lost() implements Acknowledgement {}
}
