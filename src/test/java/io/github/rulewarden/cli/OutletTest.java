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

class OutletTest {
  @Test
  void whatIsWrittenArrives() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    Outlet outlet = write(target);
    assertEquals("übel", target.toString(StandardCharsets.UTF_8));
    assertEquals(Optional.empty(), outlet.complaint());
  }

  @Test
  void aFullDiskIsToldOf() {
    assertEquals(
        Optional.of("rulewarden: the output could not be written: No space left on device."),
        write(failing("No space left on device")).complaint());
  }

  @Test
  void aReaderWhoHasHadEnoughIsNotWorthAWord() {
    Outlet outlet = write(failing("Broken pipe"));
    assertEquals(Optional.empty(), outlet.complaint());
  }

  @Test
  void whoWritesOnAndOnNoticesBoth() {
    PrintWriter out =
        new PrintWriter(new Outlet(failing("Broken pipe")), false, StandardCharsets.UTF_8);
    out.println("line");
    assertTrue(out.checkError());
  }

  private static Outlet write(OutputStream target) {
    Outlet outlet = new Outlet(target);
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
