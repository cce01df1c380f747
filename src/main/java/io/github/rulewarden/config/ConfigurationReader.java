package io.github.rulewarden.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code rulewarden.toml} and {@code conf.d/*.toml} of one directory, or a single file.
 *
 * <p>On most hosts no file sets anything. Then the defaults apply and neither the parser nor the
 * key table is loaded, because the daemon has to start fast.
 */
public final class ConfigurationReader {
  private static final Path STANDARD_DIRECTORY = Path.of("/etc/rulewarden");

  private final Path directory;

  /** Reads the files of {@code directory}, which need not exist. */
  public ConfigurationReader(Path directory) {
    this.directory = directory;
  }

  /** Reads {@code /etc/rulewarden}. */
  public static ConfigurationReader standard() {
    return new ConfigurationReader(STANDARD_DIRECTORY);
  }

  /** Reads the main file, then the files of {@code conf.d} in the order of their names. */
  public Configuration read() throws ConfigurationException {
    Run run = new Run();
    run.readIfPresent(directory.resolve("rulewarden.toml"));
    for (Path dropIn : run.dropIns(directory.resolve("conf.d"))) {
      run.readIfPresent(dropIn);
    }
    return run.configuration();
  }

  /** Reads {@code file}, which must exist, and nothing else. */
  public Configuration read(Path file) throws ConfigurationException {
    Run run = new Run();
    run.read(file);
    return run.configuration();
  }

  /** One reading of all files. It continues after an error, to report all of them at once. */
  private static final class Run {
    private final List<Path> files = new ArrayList<>();
    private final List<ConfigurationException.Problem> problems = new ArrayList<>();

    /** Empty until a file sets something. */
    private Optional<KeyTable> keys = Optional.empty();

    List<Path> dropIns(Path directory) {
      List<Path> dropIns = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          // Editors and package managers leave hidden files behind.
          if (name.endsWith(".toml") && !name.startsWith(".")) {
            dropIns.add(entry);
          }
        }
      } catch (NoSuchFileException absent) {
        return dropIns;
      } catch (IOException | DirectoryIteratorException e) {
        add(TextFile.unreadable(directory, "a readable directory", e));
      }
      dropIns.sort(null);
      return dropIns;
    }

    void readIfPresent(Path file) {
      try {
        Optional<String> text = TextFile.readIfPresent(file);
        if (text.isPresent()) {
          interpret(file, text.get());
        }
      } catch (ConfigurationException e) {
        add(e);
      }
    }

    void read(Path file) {
      try {
        interpret(file, TextFile.read(file));
      } catch (ConfigurationException e) {
        add(e);
      }
    }

    private void interpret(Path file, String text) throws ConfigurationException {
      files.add(file);
      if (Comments.isOnlyComments(text)) {
        return;
      }
      KeyTable table = keys.isPresent() ? keys.get() : new KeyTable(Configuration.DEFAULT);
      keys = Optional.of(table);
      for (Assignment assignment : TomlDocument.assignments(file, text, table.names())) {
        try {
          table.assign(assignment);
        } catch (ConfigurationException e) {
          add(e);
        }
      }
    }

    private void add(ConfigurationException e) {
      problems.addAll(e.problems());
    }

    Configuration configuration() throws ConfigurationException {
      ConfigurationException.throwIfAny(problems);
      if (keys.isPresent()) {
        return keys.get().configuration(files);
      }
      Configuration defaults = Configuration.DEFAULT;
      return new Configuration(defaults.policy(), defaults.textfile(), files, defaults.origins());
    }
  }
}
