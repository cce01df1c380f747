package io.github.rulewarden.policy;

import java.util.Optional;

/**
 * A capture that is kept, where it is or somewhere else, while its equals go.
 *
 * @param companion that it shall have: its own, or that of an equal that goes
 */
record Keeper(Rung capture, Optional<Rung> companion) {}
