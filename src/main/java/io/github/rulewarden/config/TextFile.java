package io.github.rulewarden.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** A file's bytes as text, or a problem that says why they are none. */
final class TextFile {
  /** Far more than anybody configures by hand, far less than a device file can give. */
  private static final int MOST_BYTES = 256 * 1024;

  private static final String EXPECTED = "a file that can be read";

  private TextFile() {}

  /** The text of {@code file}; empty if there is no such file. */
  static Optional<String> readIfThere(Path file) throws ConfigurationException {
    try {
      return Optional.of(decode(file, bytes(file)));
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(file)) {
        throw new ConfigurationException(
            Place.startOf(file).problem("found a link that leads nowhere, expected " + EXPECTED));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new ConfigurationException(unreadable(file, EXPECTED, e));
    }
  }

  /** The text of {@code file}, which must exist. */
  static String read(Path file) throws ConfigurationException {
    return readIfThere(file)
        .orElseThrow(() ->
            new ConfigurationException(
                Place.startOf(file).problem("found no such file, expected " + EXPECTED)));
  }

  /** The problem that a file or a directory cannot be read. */
  static Problem unreadable(Path path, String expected, Exception cause) {
    return Place.startOf(path).problem("found " + described(cause) + ", expected " + expected);
  }

  private static String described(Exception cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NotDirectoryException) {
      return "a file";
    }
    String message =
        cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : "`" + message + "`";
  }

  private static byte[] bytes(Path file) throws IOException, ConfigurationException {
    if (Files.isDirectory(file)) {
      throw new ConfigurationException(
          Place.startOf(file).problem("found a directory, expected " + EXPECTED));
    }
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ConfigurationException(
            Place.startOf(file)
                .problem("found more than 256 KiB, expected a configuration of at most that"));
      }
      return bytes;
    }
  }

  private static String decode(Path file, byte[] bytes) throws ConfigurationException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer output = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(input, output, true);
    output.flip();
    if (result.isError()) {
      String found = "0x" + Integer.toHexString(bytes[input.position()] & 0xff);
      throw new ConfigurationException(
          endOf(file, output).problem("found the byte " + found + ", expected text in UTF-8"));
    }
    return output.toString();
  }

  /** The place behind the last character of {@code text}. */
  private static Place endOf(Path file, CharBuffer text) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\n') {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(character)) {
        column++;
      }
    }
    return new Place(file, line, column);
  }
}
