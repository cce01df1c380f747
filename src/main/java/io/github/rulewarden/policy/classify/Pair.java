package io.github.rulewarden.policy.classify;

import java.util.Optional;

/**
 * A capture and the suppress rule that belongs to it.
 *
 * @param companion empty while the pair is half-built, or after its suppress rule was deleted
 */
public record Pair(Ladder.Entry capture, Optional<Ladder.Entry> companion) {}
