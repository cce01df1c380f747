package io.github.rulewarden.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output that records why a write failed, which a {@link java.io.PrintWriter} does not
 * report.
 */
public final class CheckedOutput extends OutputStream {
  /** EPIPE: the reader has closed the pipe, as {@code head} does after ten lines. */
  private static final String PIPE_CLOSED = "Broken pipe";

  private final OutputStream target;
  private Optional<IOException> error = Optional.empty();

  CheckedOutput(OutputStream target) {
    this.target = target;
  }

  /** Returns the standard output of this process. */
  public static CheckedOutput standard() {
    return new CheckedOutput(new FileOutputStream(FileDescriptor.out));
  }

  /** Returns why the output is incomplete; empty if it is complete or the reader closed it. */
  public Optional<String> failure() {
    return error
        .map(IOException::getMessage)
        .filter(message -> !message.equals(PIPE_CLOSED))
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
      error = Optional.of(e);
      throw e;
    }
  }
}
