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

/** Words on the command line: whatever they are, they end in one of the five exit codes. */
public final class RulewardenCliFuzz implements Target {
  private static final Pattern EXIT = Pattern.compile("(?s).*exit [0-4]\n");
  private static final int MOST_TEXT = 1 << 14;
  private static final Path NOWHERE = Path.of("/nonexistent");

  @Override
  public Object feed(byte[] input) {
    Choices choices = new Choices(input);
    String host = choices.of("inverted", "without rules", "in order", "twin", "half built");
    String daemon = choices.of("absent", "new", "good", "forbidding");
    String words = new String(choices.bytes(input.length).toArray(), StandardCharsets.UTF_8);
    String said = said("@ host " + host + "\n@ daemon " + daemon + "\n$ rulewarden " + line(words));
    assertTrue(EXIT.matcher(said).matches(), said);
    assertFalse(said.contains("\nrulewarden: a defect"), said);
    assertTrue(said.length() <= MOST_TEXT + 2 * words.length(), said);
    return said;
  }

  private static String said(String transcript) {
    try {
      return new Transcript(NOWHERE).replay(transcript);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line, and no way to a file that is there. */
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
