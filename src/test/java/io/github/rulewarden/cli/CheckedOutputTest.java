package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckedOutputTest {
  @Test
  void whatIsWrittenArrives() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    CheckedOutput outlet = write(target);
    assertEquals("übel", target.toString(StandardCharsets.UTF_8));
    assertEquals(Optional.empty(), outlet.failure());
  }

  @Test
  void aFullDiskIsReported() {
    assertEquals(
        Optional.of("rulewarden: the output could not be written: No space left on device."),
        write(failing("No space left on device")).failure());
  }

  @Test
  void aClosedPipeIsNotReported() {
    CheckedOutput outlet = write(failing("Broken pipe"));
    assertEquals(Optional.empty(), outlet.failure());
  }

  @Test
  void everyFurtherWriteFailsToo() {
    PrintWriter out =
        new PrintWriter(new CheckedOutput(failing("Broken pipe")), false, StandardCharsets.UTF_8);
    out.println("line");
    assertTrue(out.checkError());
  }

  private static CheckedOutput write(OutputStream target) {
    CheckedOutput outlet = new CheckedOutput(target);
    PrintWriter out = new PrintWriter(outlet, false, StandardCharsets.UTF_8);
    out.print("übel");
    out.flush();
    return outlet;
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
