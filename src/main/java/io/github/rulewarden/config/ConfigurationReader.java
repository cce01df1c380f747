package io.github.rulewarden.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code rulewarden.toml} and {@code conf.d/*.toml} of one directory, or one file by name.
 *
 * <p>Where no file sets anything the defaults apply, and no class of the parser is loaded: so it is
 * on most hosts, and the daemon is to be there soon.
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

  /** Reads the directory's files: the main one, and over it those of {@code conf.d} by name. */
  public Configuration read() throws ConfigurationException {
    Gathering gathering = new Gathering();
    gathering.addIfThere(directory.resolve("rulewarden.toml"));
    for (Path extra : extras(gathering)) {
      gathering.addIfThere(extra);
    }
    return gathering.configuration();
  }

  /** Reads {@code file}, which must exist, and nothing else. */
  public Configuration read(Path file) throws ConfigurationException {
    Gathering gathering = new Gathering();
    gathering.add(file);
    return gathering.configuration();
  }

  private List<Path> extras(Gathering gathering) {
    Path extras = directory.resolve("conf.d");
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(extras)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        // Editors and package managers leave hidden files behind.
        if (name.endsWith(".toml") && !name.startsWith(".")) {
          files.add(entry);
        }
      }
    } catch (NoSuchFileException absent) {
      return files;
    } catch (IOException | DirectoryIteratorException e) {
      gathering.unreadable(extras, "a directory that can be read", e);
    }
    files.sort(null);
    return files;
  }

  /** The files as they come together. */
  private static final class Gathering {
    private final List<Path> files = new ArrayList<>();
    private final Problems problems = new Problems();
    private final Map<String, String> origins = new HashMap<>();
    private Optional<Draft> draft = Optional.empty();

    void addIfThere(Path file) {
      try {
        Optional<String> text = TextFile.readIfThere(file);
        if (text.isPresent()) {
          interpret(file, text.get());
        }
      } catch (ConfigurationException e) {
        problems.add(e);
      }
    }

    void add(Path file) {
      try {
        interpret(file, TextFile.read(file));
      } catch (ConfigurationException e) {
        problems.add(e);
      }
    }

    void unreadable(Path path, String expected, Exception cause) {
      problems.add(new ConfigurationException(TextFile.unreadable(path, expected, cause)));
    }

    Configuration configuration() throws ConfigurationException {
      problems.throwIfAny();
      return draft.isEmpty()
          ? Configuration.DEFAULT
          : new Configuration(draft.get().policy(), draft.get().textfile(), files, origins);
    }

    private void interpret(Path file, String text) throws ConfigurationException {
      files.add(file);
      Draft current = draft.orElseGet(Draft::new);
      draft = Optional.of(current);
      for (Setting setting : settings(file, text)) {
        try {
          current.apply(setting);
          origins.put(setting.key(), file + ":" + setting.place().line());
        } catch (ConfigurationException e) {
          problems.add(e);
        }
      }
    }

    private static List<Setting> settings(Path file, String text) throws ConfigurationException {
      return Commentary.isAll(text) ? List.of() : TomlDocument.settings(file, text);
    }
  }
}
