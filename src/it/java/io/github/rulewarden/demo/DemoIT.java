package io.github.rulewarden.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.Rulewarden;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program's demonstration leaves nothing behind, whether it completes or is killed.
 */
@Timeout(600)
class DemoIT {
  private static final Path RULEWARDEN =
      Path.of(System.getProperty("rulewarden.home", "target/rulewarden"), "bin", "rulewarden");

  /** A variable in the environment of every process that the demonstration starts. */
  private static final String TAG = "RULEWARDEN_DEMO_IT";

  private static final Path SOCKETS = Path.of("/var/run/wireguard");

  private final String tag = UUID.randomUUID().toString();

  /** The demonstration's TMPDIR, so every file in it was left by the demonstration. */
  @TempDir Path temporary;

  @AfterEach
  void endWhatIsLeft() {
    for (ProcessHandle process : tagged()) {
      process.destroyForcibly();
    }
  }

  @Test
  void endsWithTheRightOrder() throws Exception {
    List<Path> socketsBefore = entries(SOCKETS);
    Process demo = start(RULEWARDEN.toString(), "demo");
    String output = text(demo.getInputStream());
    String errors = text(demo.getErrorStream());
    assertEquals(0, demo.waitFor(), output + errors);
    assertEquals("", errors);
    assertContainsInOrder(
        output,
        "1. Before: Tailscale is up",
        "IPv4: idle",
        "IPv6: idle",
        "2. Without Rulewarden: wg-quick up rwdemo",
        "!  5208  vpn-suppress      from all lookup main suppress_prefixlength 0\n",
        "!  5209  vpn-capture       not from all fwmark 0xca6c lookup 51820\n",
        "IPv4: inverted: 2 rules ahead of 5270",
        "IPv6: inverted: 2 rules ahead of 5270",
        "WRONG: not tailscale0",
        "3. With Rulewarden: wg-quick up rwdemo",
        "!  5209  vpn-capture       not from all fwmark 0xca6c lookup 51820\n",
        ": inverted for ",
        "!      0 us  wg-quick    + 5209  not from all fwmark 0xca6c lookup 51820\n",
        " us  rulewarden  + 53",
        " us  rulewarden  - 52",
        ": inverted for ",
        "   5398  vpn-suppress      from all lookup main suppress_prefixlength 0\n",
        "   5399  vpn-capture       not from all fwmark 0xca6c lookup 51820\n",
        "IPv4: in order: 5270 is evaluated before 5399",
        "IPv6: in order: 5270 is evaluated before 5399",
        "  tailnet     100.64.0.7          tailscale0  right",
        "  tailnet     fd7a:115c:a1e0::7   tailscale0  right",
        "  its subnet  10.42.0.9           tailscale0  right",
        "  internet    203.0.113.80        rwdemo",
        "  LAN         192.0.2.20          eth0        right",
        "The order is right. ");
    assertFalse(output.contains("\u001b"), "no colour into a pipe");
    assertNothingIsLeft(socketsBefore);
  }

  @Test
  void interruptedInTheMiddle() throws Exception {
    List<Path> socketsBefore = entries(SOCKETS);
    Process demo = start(RULEWARDEN.toString(), "demo");
    awaitLine(demo, "2. Without Rulewarden");
    // Ctrl-C sends the same signal, but to the whole process group.
    new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();
    assertEquals(130, demo.waitFor());
    assertEquals("", text(demo.getErrorStream()));
    assertNothingIsLeft(socketsBefore);
  }

  @Test
  void killedInTheMiddle() throws Exception {
    List<Path> socketsBefore = entries(SOCKETS);
    Process demo = start(RULEWARDEN.toString(), "demo");
    awaitLine(demo, "2. Without Rulewarden");
    demo.destroyForcibly();
    assertEquals(137, demo.waitFor());
    assertNothingIsLeft(socketsBefore);
  }

  @Test
  void withoutPermission() throws Exception {
    Process demo =
        start("setpriv", "--bounding-set=-all", "--inh-caps=-all", RULEWARDEN.toString(), "demo");
    assertEquals(3, demo.waitFor());
    assertEquals("", text(demo.getInputStream()));
    assertEquals(
        "rulewarden: The demonstration creates a network namespace, which requires"
            + " CAP_SYS_ADMIN: run it as root.\n",
        text(demo.getErrorStream()));
    assertNothingIsLeft(entries(SOCKETS));
  }

  private Process start(String... command) throws IOException {
    List<String> words = new ArrayList<>(Rulewarden.WITH_USUAL_SIGNALS);
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put(TAG, tag);
    builder.environment().put("TMPDIR", temporary.toString());
    return builder.start();
  }

  private static void awaitLine(Process process, String begin) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String line = reader.readLine();
    while (line != null && !line.startsWith(begin)) {
      line = reader.readLine();
    }
    assertTrue(line != null, "ended before it printed: " + begin);
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void assertContainsInOrder(String text, String... parts) {
    int place = 0;
    for (String part : parts) {
      int found = text.indexOf(part, place);
      assertTrue(found >= 0, "missing behind what was found so far: " + part + "\nin:\n" + text);
      place = found + part.length();
    }
  }

  /**
   * Asserts that no process, file or control socket is left. If no process was there to wait for
   * the others, they may take a moment to end.
   */
  private void assertNothingIsLeft(List<Path> socketsBefore) throws Exception {
    Patience.until(() -> tagged().isEmpty());
    List<String> left = new ArrayList<>();
    tagged().forEach(process -> left.add(process.pid() + " " + process.info()));
    assertEquals(List.of(), left);
    assertEquals(List.of(), entries(temporary));
    List<Path> sockets = entries(SOCKETS);
    sockets.removeAll(socketsBefore);
    sockets.removeIf(socket -> !socket.getFileName().toString().startsWith("rwdemo"));
    assertEquals(List.of(), sockets);
  }

  private static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        stream.forEach(entries::add);
      }
    }
    return entries;
  }

  /** Returns the living processes that have the tag in their environment. */
  private List<ProcessHandle> tagged() {
    return ProcessHandle.allProcesses().filter(this::isTagged).toList();
  }

  private boolean isTagged(ProcessHandle process) {
    try {
      Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
      return Files.readString(environment, StandardCharsets.ISO_8859_1).contains(TAG + "=" + tag);
    } catch (IOException e) {
      return false; // The process is gone, or is a zombie.
    }
  }
}
