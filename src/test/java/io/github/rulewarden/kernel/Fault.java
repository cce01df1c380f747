package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Errno;

/**
 * What can go wrong between the daemon and the kernel. Each fault strikes at a message of the
 * daemon's that {@link FaultPlan.Occasion} names, or at an event.
 */
enum Fault {
  // A change is refused.

  /** The kernel refuses: EPERM, as it does to everybody without CAP_NET_ADMIN. */
  PERMISSION_REFUSED(AnswerFaults.refusal(Errno.EPERM)),
  /** The kernel refuses: EEXIST. */
  EXISTS_ALREADY(AnswerFaults.refusal(Errno.EEXIST)),
  /** The kernel refuses: ENOENT, although the rule is there. */
  NOT_FOUND(AnswerFaults.refusal(Errno.ENOENT)),
  /** The kernel refuses: EBUSY. */
  BUSY(AnswerFaults.refusal(Errno.EBUSY)),
  /** The kernel refuses: ENOMEM. */
  OUT_OF_MEMORY(AnswerFaults.refusal(Errno.ENOMEM)),

  // A request or its answer does not get through.

  /** The request never reaches the kernel, and there is no answer. */
  REQUEST_LOST(request -> AnswerFaults.NONE),
  /** The kernel does it, and the answer is lost. */
  ANSWER_LOST(AnswerFaults.instead(AnswerFaults.NONE)),
  /** The kernel does it, and the answer ends in the middle of a message. */
  ANSWER_TRUNCATED(AnswerFaults.onFirst(AnswerFaults::truncated)),
  /** The kernel does it, and the answer does not fit into the receive buffer. */
  ANSWER_TOO_LARGE(AnswerFaults.onFirst(AnswerFaults::tooLarge)),
  /** Ahead of the answer comes a refusal that is meant for somebody else's socket. */
  ANSWER_OF_ANOTHER_SOCKET(AnswerFaults::anotherSocketsRefusalFirst),
  /** Ahead of the answer comes a refusal of something that was asked long ago. */
  ANSWER_TO_AN_EARLIER_REQUEST(AnswerFaults::earlierRefusalFirst),
  /** ENOBUFS at the receive; the answer comes all the same. */
  OVERRUN_BEFORE_THE_ANSWER(AnswerFaults::overrunFirst),
  /** ENOBUFS at the receive; the answer was among what was lost. */
  OVERRUN_INSTEAD_OF_THE_ANSWER(AnswerFaults.instead(AnswerFaults.OVERRUN)),
  /** ENOBUFS at the send: the kernel takes nothing of the datagram. */
  SEND_REFUSED(AnswerFaults.refusedSend()),
  /** Somebody closes the socket while the kernel is at work. */
  SOCKET_CLOSED(AnswerFaults::closeSocket),
  /** EMFILE: there is no further socket. Strikes at {@code open}. */
  NO_SOCKET(request -> AnswerFaults.NONE),

  // A dump goes wrong.

  /** The dump ends with EINTR. */
  DUMP_ENDS_WITH_EINTR(DumpFaults::endWithInterrupt),
  /** Its end says that it is inconsistent: NLM_F_DUMP_INTR. */
  DUMP_MARKED_INCONSISTENT(DumpFaults::markInconsistent),
  /** A rule ahead goes between two datagrams: the next rule is left out, and nothing says so. */
  DUMP_MISSES_A_RULE(DumpFaults::missRule),
  /** A rule comes ahead between two datagrams: another is told twice, and nothing says so. */
  DUMP_TELLS_A_RULE_TWICE(DumpFaults::tellTwice),
  /** The end of the dump never comes. */
  DUMP_WITHOUT_END(DumpFaults::dropEnd),
  /** A rule has an attribute that is shorter than its own header. */
  DUMP_WITH_A_MALFORMED_ATTRIBUTE(DumpFaults::malformAttribute),

  // Somebody acts at just this moment.

  /** The owner of the rule that is about to be deleted deletes it first. */
  OWNER_DELETES_FIRST(OtherActors::ownerDeletesFirst),
  /** Somebody deletes the rearmost capture, which is the daemon's copy. */
  COPY_REMOVED(OtherActors::copyIsRemoved),
  /** Just after a read the first rule of the VPN's is deleted by its owner. */
  RULE_VANISHES_AFTER_THE_READ(OtherActors::ruleVanishesAfterRead),
  /** A rule of somebody else's takes the priority that a copy is about to get. */
  PLACE_TAKEN(OtherActors::placeIsTaken),
  /** The kernel has an equal rule but for its {@code not} just where the copy is to go. */
  TWIN_AT_THE_PLACE(OtherActors::twinAtPlace),
  /** A twin appears ahead of the original; a delete would hit it instead. */
  TWIN_AHEAD_OF_THE_ORIGINAL(OtherActors::twinAhead),
  /** As soon as a rule is deleted somebody puts it ahead of all others again. */
  STOLEN_BACK(OtherActors::stealBack),
  /** The pair was half built; just now its suppress rule comes. */
  COMPANION_COMES(OtherActors::companionComes),
  /** The tunnel goes down for good: wg0 is gone, its rules stay. */
  LINK_VANISHES(OtherActors::linkVanishes),
  /** Everybody's rules but the kernel's are deleted, as systemd-networkd does. */
  EVERYTHING_FLUSHED(OtherActors::everythingIsFlushed),

  // An event goes wrong.

  /** The event never arrives, and nothing says so. */
  EVENT_LOST(EventFaults::lose),
  /** ENOBUFS: the event is lost, and the kernel says that some were. */
  EVENTS_OVERRUN(EventFaults::overrun),
  /** The event is told twice. */
  EVENT_TWICE(EventFaults::twice),
  /** The event is told behind the one that comes after it. */
  EVENTS_REORDERED(EventFaults::behindTheNext),
  /** The event ends in the middle of its message. */
  EVENT_TRUNCATED(EventFaults::truncate),
  /** The event is a header and nothing else. */
  EVENT_WITHOUT_CONTENT(EventFaults::empty),
  /** The event is about rules of a family that is neither IPv4 nor IPv6. */
  EVENT_OF_ANOTHER_FAMILY(EventFaults::anotherFamily);

  @SuppressWarnings("ImmutableEnumChecker") // Strikes are functions and keep nothing.
  private final Strike strike;

  Fault(Strike.OnRequest strike) {
    this.strike = strike;
  }

  Fault(Strike.OnEvent strike) {
    this.strike = strike;
  }

  Strike strike() {
    return strike;
  }
}
