package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.fuzz.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Runs arbitrary command lines; each ends with one of the five exit codes. */
public final class RulewardenCliFuzz implements Target {
  private static final Pattern EXIT = Pattern.compile("(?s).*exit [0-4]\n");
  private static final int MAX_TEXT = 1 << 14;
  private static final Path MISSING = Path.of("/nonexistent");

  @Override
  public Object feed(byte[] input) {
    Choices choices = new Choices(input);
    String host = choices.of("inverted", "without rules", "in order", "twin", "half built");
    String daemon = choices.of("absent", "new", "good", "forbidding");
    String words = new String(choices.bytes(input.length).toArray(), StandardCharsets.UTF_8);
    String output =
        output("@ host " + host + "\n@ daemon " + daemon + "\n$ rulewarden " + line(words));
    assertTrue(EXIT.matcher(output).matches(), output);
    assertFalse(output.contains("\nrulewarden: internal error"), output);
    assertTrue(output.length() <= MAX_TEXT + 2 * words.length(), output);
    return output;
  }

  private static String output(String transcript) {
    try {
      return new Transcript(MISSING).replay(transcript);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one line that names no existing file. */
  private static String line(String words) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char character = words.charAt(i);
      line.append(
          character == '/'
                  || Character.getType(character) == Character.LINE_SEPARATOR
                  || Character.isISOControl(character)
              ? '_'
              : character);
    }
    return line.toString();
  }
}
