package io.github.rulewarden.testing;

import java.io.IOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The program tailscaled that {@code packaging/tailscaled.sh} builds. Without it, a class with this
 * extension is skipped, or fails if the variable {@code CI} is {@code true}.
 */
public final class TailscaledBinary implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Program search = find();
    if (search.exitCode() == 0) {
      return ConditionEvaluationResult.enabled("it is there");
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(search.errors());
    }
    return ConditionEvaluationResult.disabled(search.errors().strip());
  }

  /** Returns the path of the program. */
  static String path() {
    return find().require().strip();
  }

  private static Program find() {
    try {
      return Program.run("packaging/tailscaled.sh", "--find");
    } catch (IOException e) {
      throw new AssertionError("tests run in the root of the project", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
