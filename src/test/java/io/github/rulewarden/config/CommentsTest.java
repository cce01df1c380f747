package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text with only comments has no assignments for the parser either. */
class CommentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        " \t\n\n",
        "#",
        "# mode = 'observe'",
        "  # ü \ud83d\ude00 \t # again\n#\n",
        "\n\n# the end",
      })
  void setsNothing(String text) throws Exception {
    KeyNames names = new KeyTable(Configuration.DEFAULT).names();
    assertTrue(Comments.isOnlyComments(text));
    assertEquals(List.of(), TomlDocument.assignments(Path.of("x.toml"), text, names));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode = 'observe'",
        "# x\nmode = 'observe' # y",
        "[vpn]",
        "\r\n",
        "# a bell \u0007",
        "# a delete \u007f",
        "\ufeff# a byte order mark",
        "\u00a0",
      })
  void isForTheParser(String text) {
    assertFalse(Comments.isOnlyComments(text));
  }
}
