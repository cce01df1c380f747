package io.github.rulewarden.policy;

import java.util.Optional;

/**
 * A pair, or its capture alone, that needs a slot.
 *
 * @param companion moves to the slot's first priority; empty while the pair is half-built or
 *     stripped
 * @param capture moves to the slot's second priority
 */
record Move(Optional<Rung> companion, Rung capture) {
  static Move of(Pair pair) {
    return new Move(pair.companion(), pair.capture());
  }
}
