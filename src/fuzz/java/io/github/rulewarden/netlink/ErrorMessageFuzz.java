package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fuzz.Target;
import java.util.ArrayList;
import java.util.List;

/** Acknowledgements and refusals with the kernel's own words. */
public final class ErrorMessageFuzz implements Target {
  private static final int LONGEST_OPERATION = 200;

  @Override
  public Object feed(byte[] input) throws MalformedMessageException {
    List<ErrorMessage> errors = new ArrayList<>();
    for (Frame frame : Frame.decode(Bytes.owning(input))) {
      if (frame.isError() || frame.isDone()) {
        ErrorMessage error = ErrorMessage.decode(frame);
        check(error, frame);
        errors.add(error);
      }
    }
    return errors;
  }

  private static void check(ErrorMessage error, Frame frame) {
    KernelException exception = error.toException("an operation");
    assertEquals(error.isAcknowledgement(), error.number() == 0);
    String sentence = String.valueOf(exception.getMessage());
    assertTrue(sentence.startsWith("an operation"), sentence);
    // Three bytes that are no UTF-8 may become as many characters.
    assertTrue(sentence.length() <= frame.payload().length() + LONGEST_OPERATION, sentence);
  }
}
