package io.github.rulewarden;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The composition root: the only class that sees every package. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("rulewarden " + version());
  }

  /** The version that Maven wrote into the jar. */
  private static String version() throws IOException {
    try (InputStream resource = Main.class.getResourceAsStream("version")) {
      if (resource == null) {
        throw new IllegalStateException("the jar was built without its version");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
