package io.github.rulewarden;

import java.util.Optional;

/**
 * The daemon's AOT cache: classes that the build has loaded and linked, with which the daemon
 * starts in a quarter of the time. Java uses it only with the files that it was made from, and
 * otherwise ignores it without a message.
 */
final class AotCache {
  /** Set by the launcher, which passes the cache to Java; unset if a test starts the program. */
  private static final String HOME_PROPERTY = "rulewarden.home";

  /** Such as {@code mixed mode, sharing}: the runtime image contains no other archive to share. */
  private static final String VIRTUAL_MACHINE_PROPERTY = "java.vm.info";

  private AotCache() {}

  /** Returns a message if this process should use a cache and does not. */
  static Optional<String> warning() {
    return warning(
        System.getProperty(HOME_PROPERTY, ""), System.getProperty(VIRTUAL_MACHINE_PROPERTY, ""));
  }

  static Optional<String> warning(String home, String virtualMachine) {
    if (home.isEmpty() || virtualMachine.contains("sharing")) {
      return Optional.empty();
    }
    return Optional.of(
        "The start was slow, because "
            + home
            + "/lib/daemon.aot is missing, damaged, or does not match the jars beside it"
            + " (copies must keep their modification times), or because the previous start was"
            + " interrupted. If this happens again, reinstall Rulewarden.");
  }
}
