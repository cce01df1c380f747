package io.github.rulewarden.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output, which remembers that something could not be written: a {@link
 * java.io.PrintWriter} does not tell why.
 */
public final class Outlet extends OutputStream {
  /** EPIPE: the reader has had enough, as {@code head} has after ten lines. */
  private static final String READER_GONE = "Broken pipe";

  private final OutputStream target;
  private Optional<IOException> failure = Optional.empty();

  Outlet(OutputStream target) {
    this.target = target;
  }

  /** That of this process. */
  public static Outlet standard() {
    return new Outlet(new FileOutputStream(FileDescriptor.out));
  }

  /** Why not everything was written, although somebody wanted it; empty if all is well. */
  public Optional<String> complaint() {
    return failure
        .map(IOException::getMessage)
        .filter(message -> !message.equals(READER_GONE))
        .map(message -> "rulewarden: the output could not be written: " + message + ".");
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }
}
