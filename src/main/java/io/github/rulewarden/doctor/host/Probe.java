package io.github.rulewarden.doctor.host;

import java.util.Optional;

/** Something asked of the host: what it is, or why that could not be told. */
public sealed interface Probe<T> {
  /** It is this. */
  record Known<T>(T value) implements Probe<T> {}

  /**
   * It could not be told.
   *
   * @param reason a clause without a full stop: {@code permission denied}
   */
  record Unknown<T>(String reason) implements Probe<T> {}

  /** What it is, if that is known. */
  default Optional<T> ifKnown() {
    return switch (this) {
      case Known<T>(T value) -> Optional.of(value);
      case Unknown<T> _ -> Optional.empty();
    };
  }
}
