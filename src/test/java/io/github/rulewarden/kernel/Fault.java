package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Errno;

/**
 * A fault between the daemon and the kernel. A {@link FaultPlan.Occasion} selects the message of
 * the daemon, or the event, that it affects.
 */
enum Fault {
  // A change is refused.

  /** The kernel refuses: EPERM, as without CAP_NET_ADMIN. */
  PERMISSION_REFUSED(AnswerFaults.refusal(Errno.EPERM)),
  /** The kernel refuses: EEXIST. */
  EXISTS_ALREADY(AnswerFaults.refusal(Errno.EEXIST)),
  /** The kernel refuses: ENOENT, although the rule exists. */
  NOT_FOUND(AnswerFaults.refusal(Errno.ENOENT)),
  /** The kernel refuses: EBUSY. */
  BUSY(AnswerFaults.refusal(Errno.EBUSY)),
  /** The kernel refuses: ENOMEM. */
  OUT_OF_MEMORY(AnswerFaults.refusal(Errno.ENOMEM)),

  // A request or its reply is lost or damaged.

  /** The request does not reach the kernel, and there is no reply. */
  REQUEST_LOST(request -> AnswerFaults.NONE),
  /** The kernel executes the request, and the reply is lost. */
  ANSWER_LOST(AnswerFaults.instead(AnswerFaults.NONE)),
  /** The kernel executes the request, and the reply is truncated. */
  ANSWER_TRUNCATED(AnswerFaults.onFirst(AnswerFaults::truncated)),
  /** The kernel executes the request, and the reply is larger than the receive buffer. */
  ANSWER_TOO_LARGE(AnswerFaults.onFirst(AnswerFaults::tooLarge)),
  /** A refusal for another socket arrives before the reply. */
  ANSWER_OF_ANOTHER_SOCKET(AnswerFaults::anotherSocketsRefusalFirst),
  /** The refusal of an earlier request arrives before the reply. */
  ANSWER_TO_AN_EARLIER_REQUEST(AnswerFaults::earlierRefusalFirst),
  /** ENOBUFS at the receive; the reply arrives. */
  OVERRUN_BEFORE_THE_ANSWER(AnswerFaults::overrunFirst),
  /** ENOBUFS at the receive; the reply is lost. */
  OVERRUN_INSTEAD_OF_THE_ANSWER(AnswerFaults.instead(AnswerFaults.OVERRUN)),
  /** ENOBUFS at the send: the kernel does not accept the datagram. */
  SEND_REFUSED(AnswerFaults.refusedSend()),
  /** Another thread closes the socket while the kernel executes the request. */
  SOCKET_CLOSED(AnswerFaults::closeSocket),
  /** EMFILE: no socket can be opened. This fault applies to {@code open}. */
  NO_SOCKET(request -> AnswerFaults.NONE),

  // A dump is wrong or incomplete.

  /** The dump ends with EINTR. */
  DUMP_ENDS_WITH_EINTR(DumpFaults::endWithInterrupt),
  /** The end of the dump has the flag NLM_F_DUMP_INTR. */
  DUMP_MARKED_INCONSISTENT(DumpFaults::markInconsistent),
  /** An earlier rule is deleted between two datagrams: the dump omits the next rule. */
  DUMP_MISSES_A_RULE(DumpFaults::missRule),
  /** An earlier rule is added between two datagrams: the dump repeats a rule. */
  DUMP_TELLS_A_RULE_TWICE(DumpFaults::repeatRule),
  /** The end of the dump is lost. */
  DUMP_WITHOUT_END(DumpFaults::dropEnd),
  /** A rule has an attribute that is shorter than its own header. */
  DUMP_WITH_A_MALFORMED_ATTRIBUTE(DumpFaults::malformAttribute),

  // Another process acts at this moment.

  /** The owner deletes the rule before the daemon does. */
  OWNER_DELETES_FIRST(OtherActors::ownerDeletesFirst),
  /** Another process deletes the last capture rule, which is the daemon's copy. */
  COPY_REMOVED(OtherActors::copyIsRemoved),
  /** The owner deletes the VPN's first rule after a read. */
  RULE_VANISHES_AFTER_THE_READ(OtherActors::ruleVanishesAfterRead),
  /** Another process adds a rule at the priority of the next copy. */
  PLACE_TAKEN(OtherActors::placeIsTaken),
  /** A rule that differs only in {@code not} exists at the priority of the copy. */
  TWIN_AT_THE_PLACE(OtherActors::twinAtPlace),
  /** A twin is added before the original; a delete would delete it instead. */
  TWIN_AHEAD_OF_THE_ORIGINAL(OtherActors::twinAhead),
  /** Another process adds a deleted rule again, before all others. */
  STOLEN_BACK(OtherActors::stealBack),
  /** The pair was incomplete; its suppress rule is added now. */
  COMPANION_COMES(OtherActors::companionComes),
  /** The tunnel is deleted; its rules remain. */
  LINK_VANISHES(OtherActors::linkVanishes),
  /** All rules except the kernel's are deleted, as systemd-networkd does. */
  EVERYTHING_FLUSHED(OtherActors::everythingIsFlushed),

  // An event is lost or damaged.

  /** The event is lost without an error. */
  EVENT_LOST(EventFaults::lose),
  /** ENOBUFS: the event is lost, and the kernel reports it. */
  EVENTS_OVERRUN(EventFaults::overrun),
  /** The event arrives twice. */
  EVENT_TWICE(EventFaults::twice),
  /** The event arrives after the next one. */
  EVENTS_REORDERED(EventFaults::behindTheNext),
  /** The event is truncated. */
  EVENT_TRUNCATED(EventFaults::truncate),
  /** The event consists only of a header. */
  EVENT_WITHOUT_CONTENT(EventFaults::empty),
  /** The event is about rules of a family that is neither IPv4 nor IPv6. */
  EVENT_OF_ANOTHER_FAMILY(EventFaults::anotherFamily);

  @SuppressWarnings("ImmutableEnumChecker") // The effects are functions without state.
  private final FaultEffect effect;

  Fault(FaultEffect.OnRequest effect) {
    this.effect = effect;
  }

  Fault(FaultEffect.OnEvent effect) {
    this.effect = effect;
  }

  FaultEffect effect() {
    return effect;
  }
}
