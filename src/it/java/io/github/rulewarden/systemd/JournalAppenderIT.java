package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.github.rulewarden.testing.NotifySocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test plays the journal's end of the socket. */
@Timeout(600)
class JournalAppenderIT {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  @Test
  void whatIsLoggedIsADatagram() throws Exception {
    try (NotifySocket journal = NotifySocket.open()) {
      Logger log = log(journal.path());
      log.warn("{} is odd", "ipv4");
      assertEquals(
          "MESSAGE=ipv4 is odd\nPRIORITY=4\nSYSLOG_IDENTIFIER=rulewarden\n", journal.next());
      log.info("x".repeat(1 << 20));
      assertTrue(journal.next().contains("x (shortened)\n"));
    }
    assertEquals("", stderr.toString(StandardCharsets.UTF_8));
  }

  @Test
  void whileTheJournalIsAwayStderrHasIt() throws Exception {
    NotifySocket journal = NotifySocket.open();
    Logger log = log(journal.path());
    log.info("one");
    journal.next();
    journal.close();
    log.warn("two\nlines");
    assertEquals("<4>two\n<4>lines\n", stderr.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aSocketThatCannotBeIsNoReasonToBeSilent() {
    log("/" + "x".repeat(200)).info("one");
    assertEquals("<6>one\n", stderr.toString(StandardCharsets.UTF_8));
  }

  @Test
  // An interrupt does not end a send in the kernel.
  @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aJournalThatDoesNotReadHoldsNobodyUpAndNothingIsLost() throws Exception {
    try (NotifySocket journal = NotifySocket.open()) {
      Logger log = log(journal.path());
      for (int i = 0; i < 2_000; i++) {
        log.info("line {}", i);
      }
      int refused = stderr.toString(StandardCharsets.UTF_8).split("\n", -1).length - 1;
      assertTrue(refused > 0 && refused < 2_000, refused + " lines");
      for (int i = 0; i < 2_000 - refused; i++) {
        journal.next();
      }
    }
  }

  private Logger log(String path) {
    LoggerContext context = new LoggerContext();
    JournalAppender appender =
        new JournalAppender(path, new StderrAppender(LineLayout.forJournal(), stderr));
    appender.setContext(context);
    appender.start();
    Logger logger = context.getLogger("any");
    logger.addAppender(appender);
    return logger;
  }
}
