package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkNamespaceIT {
  private static final Path NAMES = Path.of("/run/netns");
  private static final String NAME = "rulewarden-it-" + ProcessHandle.current().pid();

  @Test
  void aNewNamespaceIsAnotherOneAndHasOnlyTheLoopback() throws NetlinkException {
    NamespaceIdentity mine = NamespaceIdentity.ofCurrentThread();
    try (NetworkNamespace namespace = NetworkNamespace.create();
        NetlinkSocket socket = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE))) {
      assertNotEquals(mine, namespace.identity());
      assertEquals(namespace.identity(), namespace.run(NamespaceIdentity::ofCurrentThread));
      assertEquals(mine, NamespaceIdentity.ofCurrentThread());
      Conversation conversation = new Conversation(socket, Duration.ofSeconds(5));
      assertEquals(1, conversation.dump(Requests.links()).size());
    }
  }

  @Test
  void aSocketStaysInItsNamespaceAfterTheThreadsEnd() throws NetlinkException {
    NetlinkSocket socket;
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      socket = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
    }
    try (socket) {
      Conversation conversation = new Conversation(socket, Duration.ofSeconds(5));
      assertEquals(1, conversation.dump(Requests.links()).size());
    }
  }

  @Test
  void aProcessStartedThereLivesThere() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      Process process =
          namespace.run(() -> new ProcessBuilder("readlink", "/proc/self/ns/net").start());
      String link = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertEquals("net:[" + namespace.identity().inode() + "]\n", link);
      assertEquals(0, process.waitFor());
    }
  }

  @Test
  void aNamedNamespaceIsEntered() throws Exception {
    ip("netns", "add", NAME);
    try (NetworkNamespace namespace = NetworkNamespace.named(NAME)) {
      assertEquals(NamespaceIdentity.of(NAMES.resolve(NAME)), namespace.identity());
      assertNotEquals(NamespaceIdentity.ofCurrentThread(), namespace.identity());
    } finally {
      ip("netns", "delete", NAME);
    }
  }

  @Test
  void anUnknownNameIsRefused() {
    KernelException refusal =
        assertThrows(KernelException.class, () -> NetworkNamespace.named(NAME));
    assertEquals(Errno.ENOENT, refusal.errno());
    assertEquals(
        "opening network namespace /run/netns/" + NAME + ": ENOENT (no such entry)",
        refusal.getMessage());
  }

  @Test
  void aFileThatIsNoNamespaceIsRefused() throws IOException {
    Files.createDirectories(NAMES);
    Path file = Files.createFile(NAMES.resolve(NAME));
    try {
      KernelException refusal =
          assertThrows(KernelException.class, () -> NetworkNamespace.named(NAME));
      assertEquals(Errno.EINVAL, refusal.errno());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void exceptionsOfTheWorkAreRethrown() throws KernelException {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      IOException checked = new IOException("checked");
      assertSame(
          checked,
          assertThrows(
              IOException.class,
              () ->
                  namespace.run(() -> {
                    throw checked;
                  })));
      AssertionError error = new AssertionError("error");
      assertSame(
          error,
          assertThrows(
              AssertionError.class,
              () ->
                  namespace.run(() -> {
                    throw error;
                  })));
      assertEquals("still there", namespace.run(() -> "still there"));
    }
  }

  @Test
  void workMayRunMoreWorkAndMayInterruptItself() throws KernelException {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      assertEquals(
          "inner", namespace.<String, RuntimeException>run(() -> namespace.run(() -> "inner")));
      assertEquals(
          "done",
          namespace.run(() -> {
            Thread.currentThread().interrupt();
            return "done";
          }));
      assertEquals("next", namespace.run(() -> "next"));
    }
  }

  @Test
  void anInterruptOfTheWaitingThreadIsKept() throws KernelException {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      Thread.currentThread().interrupt();
      assertEquals("done", namespace.run(() -> "done"));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void afterTheCloseNothingRuns() throws KernelException {
    NetworkNamespace namespace = NetworkNamespace.create();
    namespace.close();
    namespace.close();
    assertThrows(IllegalStateException.class, () -> namespace.run(() -> "never"));
  }

  @Test
  void aThousandNamespacesLeakNothing() throws Exception {
    round();
    long descriptors = count("/proc/self/fd");
    long threads = count("/proc/self/task");
    for (int i = 0; i < 1_000; i++) {
      round();
    }
    // The virtual machine's own descriptors and threads vary; a leak would be a thousand.
    assertTrue(Patience.until(() -> count("/proc/self/fd") < descriptors + 10));
    assertTrue(Patience.until(() -> count("/proc/self/task") < threads + 10));
  }

  private static void round() throws NetlinkException {
    try (NetworkNamespace namespace = NetworkNamespace.create();
        NetlinkSocket socket = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
        Poller poller = new Poller(1)) {
      poller.watch(socket);
      poller.await(0);
    }
    assertThrows(KernelException.class, () -> NetworkNamespace.named(NAME));
  }

  private static long count(String directory) {
    try (Stream<Path> entries = Files.list(Path.of(directory))) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ip(String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
  }
}
