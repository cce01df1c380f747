package io.github.rulewarden.doctor.host;

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
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_LINKS = 8;

  private final Path root;

  /**
   * @param root the directory that is {@code /} to the host
   */
  public HostFiles(Path root) {
    this.root = root;
  }

  /** The path of a file for this program. */
  public Path locate(String path) {
    return root.resolve(path.substring(1));
  }

  /** The first MiB of a regular file; empty if there is no such file. */
  public Probe<Optional<String>> text(String path) {
    try {
      Path file = follow(locate(path));
      // Reading a pipe would block.
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        return Probe.unknown("not a regular file");
      }
      try (InputStream input = Files.newInputStream(file)) {
        byte[] bytes = input.readNBytes(MAX_BYTES);
        return new Probe.Known<>(Optional.of(new String(bytes, StandardCharsets.UTF_8)));
      }
    } catch (NoSuchFileException | NotDirectoryException absent) {
      return new Probe.Known<>(Optional.empty());
    } catch (IOException e) {
      return new Probe.Unknown<>(Probe.Failure.of(e));
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
      return new Probe.Unknown<>(Probe.Failure.of(e));
    } catch (DirectoryIteratorException e) {
      return new Probe.Unknown<>(Probe.Failure.of(Objects.requireNonNull(e.getCause())));
    }
    names.sort(null);
    return new Probe.Known<>(List.copyOf(names));
  }

  /** Whether a file, directory or link of that name exists. */
  public boolean exists(String path) {
    return isLink(path) || Files.exists(locate(path));
  }

  private boolean isLink(String path) {
    return Files.isSymbolicLink(locate(path));
  }

  /** The target of a symbolic link, as written; empty if the path is not a link. */
  public Optional<String> link(String path) {
    try {
      return isLink(path)
          ? Optional.of(Files.readSymbolicLink(locate(path)).toString())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Resolves links; absolute ones relative to the root. */
  private Path follow(Path path) throws IOException {
    Path file = path;
    for (int i = 0; Files.isSymbolicLink(file); i++) {
      if (i == MAX_LINKS) {
        throw new FileSystemException(path.toString(), null, "too many symbolic links");
      }
      Path target = Files.readSymbolicLink(file);
      file = target.isAbsolute() ? locate(target.toString()) : file.resolveSibling(target);
    }
    return file;
  }
}
