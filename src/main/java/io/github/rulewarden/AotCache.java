package io.github.rulewarden;

import java.util.Optional;

/**
 * The daemon's AOT cache: classes loaded and linked by the build, by which it starts in a quarter
 * of the time. Java takes it only for the very files it was made from, and goes on without a word
 * if it does not.
 */
final class AotCache {
  /** Set by the launcher, which names the cache to Java; unset where a test starts the program. */
  private static final String HOME_PROPERTY = "rulewarden.home";

  /** Such as {@code mixed mode, sharing}: the runtime image holds no other archive to share. */
  private static final String VIRTUAL_MACHINE_PROPERTY = "java.vm.info";

  private AotCache() {}

  /** A sentence, if this process should have one and has none. */
  static Optional<String> complaint() {
    return complaint(
        System.getProperty(HOME_PROPERTY, ""), System.getProperty(VIRTUAL_MACHINE_PROPERTY, ""));
  }

  static Optional<String> complaint(String home, String virtualMachine) {
    if (home.isEmpty() || virtualMachine.contains("sharing")) {
      return Optional.empty();
    }
    return Optional.of(
        "The start was slow, because "
            + home
            + "/lib/daemon.aot is missing, damaged, or does not fit the jars beside it"
            + " (copies have to keep their times), or because the start before this one was cut"
            + " short. If it stays so, install Rulewarden again.");
  }
}
