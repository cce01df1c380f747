package io.github.rulewarden.fuzz;

/**
 * The entry point for Jazzer: {@code --target_class} names this class, {@code --target_args} the
 * target.
 */
public final class JazzerEntry {
  private static Target target = input -> input;

  private JazzerEntry() {}

  /** Called once, with the target's class. */
  public static void fuzzerInitialize(String[] arguments) {
    target = Corpus.target(arguments[0]);
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Target.result(target, input);
  }
}
