package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that packages install sets nothing, and shows every key with its default. */
class PackagedFileTest {
  private static final Path FILE = Path.of("packaging/rulewarden.toml");

  /** A line that sets a value or names a table. Prose has a space after the #. */
  private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^#(?=[^ \n])");

  @TempDir private Path directory;

  @Test
  void itSetsNothing() throws Exception {
    Configuration configuration = read(Files.readString(FILE));

    assertEquals(Configuration.DEFAULT.settings(), configuration.settings());
    assertEquals(Map.of(), configuration.origins());
  }

  @Test
  void itShowsEveryKey() throws Exception {
    assertEquals(
        Set.copyOf(new KeyTable(Configuration.DEFAULT).names().all()),
        everything().origins().keySet());
  }

  @Test
  void whatItShowsIsTheDefault() throws Exception {
    assertEquals(Configuration.DEFAULT.policy(), everything().policy());
    // This key has no default; the file shows the example of the manual page.
    assertEquals(
        List.of("\"/var/lib/prometheus/node-exporter/rulewarden.prom\""),
        everything().settings().stream()
            .filter(setting -> setting.key().equals("metrics.textfile"))
            .map(Configuration.Setting::value)
            .toList());
  }

  private Configuration everything() throws IOException, ConfigurationException {
    return read(COMMENTED_OUT.matcher(Files.readString(FILE)).replaceAll(""));
  }

  private Configuration read(String text) throws IOException, ConfigurationException {
    Path file = Files.writeString(directory.resolve("rulewarden.toml"), text);
    return new ConfigurationReader(directory).read(file);
  }
}
