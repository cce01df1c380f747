package io.github.rulewarden.netlink;

/**
 * The flags of a message's header, to be combined with {@code |} ({@code NLM_F_*} of {@code
 * linux/netlink.h}). The same bits mean different things in a request to create and a request to
 * read, hence {@link #EXCLUSIVE} and {@link #DUMP} overlap.
 */
public final class Flags {
  /** This is a request; every message to the kernel has it. */
  public static final int REQUEST = 0x1;

  /** One part of an answer in several parts, which a "done" message ends. */
  public static final int MULTI = 0x2;

  /** Answer with an acknowledgement, success or not. */
  public static final int ACKNOWLEDGE = 0x4;

  /** Send the resulting notification to the requester, too. */
  public static final int ECHO = 0x8;

  /** What is being dumped changed meanwhile: the dump is inconsistent. */
  public static final int DUMP_INTERRUPTED = 0x10;

  /** The dump was filtered as the request asked for. */
  public static final int DUMP_FILTERED = 0x20;

  /** Read: all entries (both NLM_F_ROOT and NLM_F_MATCH). */
  public static final int DUMP = 0x300;

  /** Create: refuse if it exists. */
  public static final int EXCLUSIVE = 0x200;

  /** Create: make it if it does not exist. */
  public static final int CREATE = 0x400;

  /** Create: put it in the place of an equal one (routes; rules ignore it). */
  public static final int REPLACE = 0x100;

  /** Create: put it behind its equals. */
  public static final int APPEND = 0x800;

  /** Error: the original message was left out, only its header is there. */
  public static final int CAPPED = 0x100;

  /** Error: attributes with an extended acknowledgement follow. */
  public static final int EXPLAINED = 0x200;

  private Flags() {}
}
