package io.github.rulewarden.text;

import io.github.rulewarden.leak.Leak;

/** What leaks, and its effect. */
public final class LeakText {
  private LeakText() {}

  /** One sentence. */
  public static String sentence(Leak leak) {
    return clause(leak) + ".";
  }

  /** The sentence without a full stop. */
  static String clause(Leak leak) {
    String name = leak.tunnel().name();
    String family = leak.family().title();
    return switch (leak.kind()) {
      case GONE ->
          name
              + " is up, but no "
              + family
              + " rule sends all traffic to its table "
              + leak.table()
              + ": its traffic goes out in the clear";
      case STRIPPED ->
          "The suppress rule ahead of "
              + name
              + "'s "
              + family
              + " capture is gone: LAN traffic goes into the tunnel, unless another rule keeps it out";
      case NO_DEFAULT ->
          name
              + " is up, but its table "
              + leak.table()
              + " has no "
              + family
              + " default route: its traffic goes out in the clear";
      case UNCAPTURED ->
          name
              + " is up and one of its peers may carry all "
              + family
              + " traffic, but no rule sends traffic without fwmark "
              + leak.table()
              + " into the tunnel: it goes out in the clear";
    };
  }
}
