package io.github.rulewarden;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.policy.Policy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;

/** Runs one undo in a process of its own, which a test can kill. */
final class UndoProgram {
  private UndoProgram() {}

  /**
   * Runs one undo.
   *
   * @param words the runtime directory
   */
  public static void main(String[] words) throws ManagerException {
    new LocalKernel(Path.of(words[0]))
        .undoOnce(Policy.DEFAULT, Optional.empty(), EnumSet.allOf(Family.class));
  }
}
