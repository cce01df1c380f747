package io.github.rulewarden.text;

import io.github.rulewarden.fib.Rule;

/** How reading and changing the kernel's rules failed. */
public final class ExecutionText {
  /** Why this process cannot change rules, one sentence. */
  public static final String NO_PERMISSION =
      "CAP_NET_ADMIN is missing: give it to this process (run as root; in a container add the"
          + " capability; in a unit set AmbientCapabilities=CAP_NET_ADMIN).";

  private ExecutionText() {}

  /**
   * One sentence: the rules cannot be read.
   *
   * @param cause a clause that names the request and the error
   */
  public static String unreadable(String cause) {
    return "The rules cannot be read: " + cause + ".";
  }

  /**
   * One sentence: the kernel refused a step.
   *
   * @param cause a clause that names the request and the error
   */
  public static String refused(String cause) {
    return "The kernel refused: " + cause + ".";
  }

  /** The kernel refused a step because a permission is missing. */
  public static String denied(String cause) {
    return refused(cause) + " " + NO_PERMISSION;
  }

  /** One sentence: the reply to a step is malformed. */
  public static String undecodable(String cause) {
    return "The kernel's reply could not be decoded: " + cause + ".";
  }

  /** A clause: an original stays, because its copy no longer exists. */
  public static String copyIsGone(Rule original) {
    return "the copy of " + RefusalText.quoted(original) + " was deleted by another process";
  }

  /** A clause: an original stays, because a delete would hit another rule. */
  public static String twinIsAhead(Rule original, Rule twin) {
    return "deleting "
        + RefusalText.quoted(original)
        + " would delete its twin "
        + RefusalText.quoted(twin);
  }

  /** A clause: an original no longer exists. */
  public static String originalIsGone(Rule original) {
    return RefusalText.quoted(original) + " was deleted by another process";
  }

  /** A clause: an original exists, although a delete did not find it. */
  public static String originalIsBack(Rule original) {
    return RefusalText.quoted(original) + " was deleted and added again by another process";
  }

  /** A clause: it is not known whether a delete succeeded. */
  public static String acknowledgementIsLost() {
    return "the acknowledgement of a delete was lost";
  }
}
