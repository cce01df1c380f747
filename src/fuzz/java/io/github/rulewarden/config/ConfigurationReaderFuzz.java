package io.github.rulewarden.config;

import io.github.rulewarden.fuzz.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads arbitrary files; the result is a configuration, or problems with their places in the file.
 */
public final class ConfigurationReaderFuzz implements Target {
  private final Path file;
  private final ConfigurationReader reader;

  /** Writes to a directory for temporary files. */
  public ConfigurationReaderFuzz() {
    try {
      Path directory = Files.createTempDirectory("configuration");
      file = directory.resolve("rulewarden.toml");
      reader = new ConfigurationReader(directory);
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Object feed(byte[] input) {
    try {
      Files.write(file, input);
      return reader.read(file).policy();
    } catch (ConfigurationException refusal) {
      AnythingTest.check(refusal, file, input, "");
      return refusal.problems().stream().map(ConfigurationException.Problem::text).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
