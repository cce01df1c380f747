package io.github.rulewarden.daemon;

import java.util.Optional;

/**
 * The earliest of several moments, in {@link Clock#nanos()}. The clock may overflow, so moments are
 * compared by their difference.
 */
final class Deadlines {
  private Optional<Long> earliest = Optional.empty();

  void add(long moment) {
    if (earliest.isEmpty() || moment - earliest.get() < 0) {
      earliest = Optional.of(moment);
    }
  }

  void add(Optional<Long> moment) {
    if (moment.isPresent()) {
      add(moment.get());
    }
  }

  /** Empty if no moment was added. */
  Optional<Long> earliest() {
    return earliest;
  }

  void clear() {
    earliest = Optional.empty();
  }
}
