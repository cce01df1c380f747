package io.github.rulewarden.netlink;

/**
 * Flags of a message header, combined with {@code |} ({@code NLM_F_*} of {@code linux/netlink.h}).
 * A bit has one meaning in a request to create and another in a request to read, so {@link
 * #EXCLUSIVE} and {@link #DUMP} overlap.
 */
public final class Flags {
  /** The message is a request; every message to the kernel has this flag. */
  public static final int REQUEST = 0x1;

  /** A part of a reply in several messages; a "done" message ends the reply. */
  public static final int MULTI = 0x2;

  /** The kernel replies with an acknowledgement or an error. */
  public static final int ACKNOWLEDGE = 0x4;

  /** The kernel sends the notification to the requester, too. */
  public static final int ECHO = 0x8;

  /** The dumped objects changed during the dump: it is inconsistent. */
  public static final int DUMP_INTERRUPTED = 0x10;

  /** The kernel filtered the dump as requested. */
  public static final int DUMP_FILTERED = 0x20;

  /** Read: all entries (NLM_F_ROOT and NLM_F_MATCH). */
  public static final int DUMP = 0x300;

  /** Create: refuse if the object exists. */
  public static final int EXCLUSIVE = 0x200;

  /** Create: create the object if it does not exist. */
  public static final int CREATE = 0x400;

  /** Create: replace an equal object (routes only, rules ignore this flag). */
  public static final int REPLACE = 0x100;

  /** Create: insert the object after equal ones. */
  public static final int APPEND = 0x800;

  /** Error: the message contains only the header of the request. */
  public static final int CAPPED = 0x100;

  /** Error: the attributes of an extended acknowledgement follow. */
  public static final int EXPLAINED = 0x200;

  private Flags() {}
}
