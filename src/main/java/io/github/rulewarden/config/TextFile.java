package io.github.rulewarden.config;

import io.github.rulewarden.config.Assignment.Place;
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
import java.util.List;
import java.util.Optional;

/** Reads a file as text in UTF-8. */
final class TextFile {
  /** Far more than a configuration written by hand, far less than a device file returns. */
  private static final int MAX_BYTES = 256 * 1024;

  private static final String EXPECTED = "a readable file";

  private TextFile() {}

  /** The text of {@code file}; empty if there is no such file. */
  static Optional<String> readIfPresent(Path file) throws ConfigurationException {
    try {
      return Optional.of(decode(file, bytes(file)));
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(file)) {
        throw ConfigurationException.of(
            file, "found a dangling symbolic link, expected " + EXPECTED);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(file, EXPECTED, e);
    }
  }

  /** The text of {@code file}, which must exist. */
  static String read(Path file) throws ConfigurationException {
    return readIfPresent(file)
        .orElseThrow(
            () -> ConfigurationException.of(file, "found no such file, expected " + EXPECTED));
  }

  /** The error that a file or a directory cannot be read. */
  static ConfigurationException unreadable(Path path, String expected, Exception cause) {
    return ConfigurationException.of(path, "found " + described(cause) + ", expected " + expected);
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
      throw ConfigurationException.of(file, "found a directory, expected " + EXPECTED);
    }
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw ConfigurationException.of(file, "found more than 256 KiB, expected at most that");
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
          List.of(
              endOf(file, output).problem("found the byte " + found + ", expected text in UTF-8")));
    }
    return output.toString();
  }

  /** The place after the last character of {@code text}. */
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
