package io.github.rulewarden.doctor.host;

import io.github.rulewarden.daemon.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The files of a host, named by their absolute paths. */
public final class HostFiles {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_LINKS = 8;

  private final Path root;

  /**
   * @param root what the host has for {@code /}
   */
  public HostFiles(Path root) {
    this.root = root;
  }

  /** Where a file is for this program. */
  public Path locate(String path) {
    return root.resolve(path.substring(1));
  }

  /** The text of a regular file, its first MiB; empty if there is none. */
  public Probe<Optional<String>> text(String path) {
    try {
      Path file = follow(locate(path));
      // A pipe would have to be waited for.
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        return new Probe.Unknown<>("it is no regular file");
      }
      try (InputStream input = Files.newInputStream(file)) {
        byte[] bytes = input.readNBytes(MOST_BYTES);
        return new Probe.Known<>(Optional.of(new String(bytes, StandardCharsets.UTF_8)));
      }
    } catch (NoSuchFileException | NotDirectoryException absent) {
      return new Probe.Known<>(Optional.empty());
    } catch (IOException e) {
      return new Probe.Unknown<>(FileProblem.words(e));
    }
  }

  /** The names in a directory, sorted; none if there is no such directory. */
  public Probe<List<String>> names(String path) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(follow(locate(path)))) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (NoSuchFileException | NotDirectoryException absent) {
      return new Probe.Known<>(List.of());
    } catch (IOException e) {
      return new Probe.Unknown<>(FileProblem.words(e));
    } catch (DirectoryIteratorException e) {
      return new Probe.Unknown<>(FileProblem.words(Objects.requireNonNull(e.getCause())));
    }
    names.sort(null);
    return new Probe.Known<>(List.copyOf(names));
  }

  /** Whether there is something of that name, whatever it is. */
  public boolean exists(String path) {
    return isLink(path) || Files.exists(locate(path));
  }

  private boolean isLink(String path) {
    return Files.isSymbolicLink(locate(path));
  }

  /** Where a symbolic link points to, as it is written; empty if it is none. */
  public Optional<String> link(String path) {
    try {
      return isLink(path)
          ? Optional.of(Files.readSymbolicLink(locate(path)).toString())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Absolute links lead to somewhere under the root, too. */
  private Path follow(Path path) throws IOException {
    Path file = path;
    for (int i = 0; Files.isSymbolicLink(file); i++) {
      if (i == MOST_LINKS) {
        throw new FileSystemException(path.toString(), null, "too many symbolic links");
      }
      Path target = Files.readSymbolicLink(file);
      file = target.isAbsolute() ? locate(target.toString()) : file.resolveSibling(target);
    }
    return file;
  }
}
