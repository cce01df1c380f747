package io.github.rulewarden.systemd;

import io.github.rulewarden.api.HistoryEntry.Kind;

/**
 * The journal's MESSAGE_ID of each kind of event ({@code man 7 systemd.journal-fields}): 128 random
 * bits that never change, so that {@code journalctl MESSAGE_ID=...} and catalogs find the event
 * even if its message changes.
 */
final class MessageId {
  /** A family entered a state that no event reported. */
  static final String STATE = "332a0bcfb7a14dd98f64c9498625f0db";

  private MessageId() {}

  static String of(Kind kind) {
    return switch (kind) {
      case INVERTED -> "0c99fb44e8b449ad93df0770992c211c";
      case REPAIRED -> "fec42c3acedd4dfcaddf8c0a73a29e91";
      case CONTESTED -> "8c9bb5490d7f45df9d6dbec7b8507454";
      case LEAK -> "4cad4c6645d449ddaf26229a70533d42";
      case WITHDRAWN -> "1b38bd761fed45a7af411918baf10ab6";
      case UNDONE -> "55b528bb0b3f45eda9bc53b18fee4b37";
      case REFUSED -> "2f9cce0090e8416d8956d63aea31f65f";
      case RELOADED -> "bb09487cd8af4f3399bd42817d241d01";
      case MODE_SET -> "a05dd68d29dd41d3a753366da859a578";
    };
  }
}
