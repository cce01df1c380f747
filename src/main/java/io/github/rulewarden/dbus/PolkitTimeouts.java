package io.github.rulewarden.dbus;

import java.time.Duration;

/**
 * How long polkit is waited for.
 *
 * @param answer if it has only to answer
 * @param dialogue if it may ask the user for a password first
 */
record PolkitTimeouts(Duration answer, Duration dialogue) {
  /** What D-Bus waits for usually, and a little less than {@link ManagerClient} does. */
  static final PolkitTimeouts USUAL =
      new PolkitTimeouts(Duration.ofSeconds(25), Duration.ofSeconds(90));

  Duration with(Call call) {
    return call.isInteractive() ? dialogue : answer;
  }
}
