package io.github.rulewarden.doctor.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange with tailscaled, with a scripted peer. */
@Timeout(600)
class LocalSocketTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void asksForThePathAndTakesTheBody() throws Exception {
    String request = exchange(List.of("HTTP/1.0 200 OK\r\nA: b\r\n\r\n{\"a\":", "1}"), "{\"a\":1}");

    assertEquals("GET /localapi/v0/prefs HTTP/1.0\r\nHost: local-tailscaled.sock\r\n\r\n", request);
  }

  @Test
  void anEmptyBodyIsABody() throws Exception {
    exchange(List.of("HTTP/1.1 200 OK\r\n\r\n"), "");
  }

  @Test
  void aLongAnswerIsTakenWhole() throws Exception {
    String body = "x".repeat(1_000_000);
    exchange(List.of("HTTP/1.0 200 OK\r\n\r\n" + body), body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n",
        "HTTP/1.0 200 OK\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.0 2x0 OK\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
      })
  void whatIsNotHttpIsToldAsThat(String answer) throws Exception {
    assertUnknown("its answer is not HTTP", answer(List.of(answer)));
  }

  @Test
  void aRefusalIsToldAsThat() throws Exception {
    assertEquals(
        new Probe.Unknown<>(new Probe.Failure(Probe.Cause.FORBIDDEN, "permission denied")),
        answer(List.of("HTTP/1.0 403 Forbidden\r\n\r\nno")));
    assertUnknown("it answered with HTTP status 500", answer(List.of("HTTP/1.0 500 Oh\r\n\r\nno")));
  }

  @Test
  void anAnswerWithoutEndIsNotTakenWhole() throws Exception {
    String much = "x".repeat(1 << 20);
    assertUnknown(
        "its answer is longer than 4 MiB",
        answer(List.of("HTTP/1.0 200 OK\r\n\r\n", much, much, much, much, much)));
  }

  @Test
  void whoDoesNotAnswerIsNotWaitedForForEver() throws Exception {
    try (ServerSocketChannel server = listen()) {
      assertUnknown(
          "it did not answer within 0 s",
          new LocalSocket(socket(), Duration.ofMillis(20)).get("/localapi/v0/prefs"));
      assertTrue(server.isOpen());
    }
  }

  @Test
  void noSocket() {
    assertUnknown(socket() + " does not exist", get());
  }

  @Test
  void aSocketThatNobodyListensTo() throws Exception {
    listen().close();
    assertRefused();
  }

  @Test
  void aFileThatIsNoSocket() throws Exception {
    Files.writeString(socket(), "");
    assertRefused();
  }

  private String exchange(List<String> answer, String body) throws Exception {
    try (ServerSocketChannel server = listen()) {
      CompletableFuture<String> request = serve(server, answer);
      assertEquals(new Probe.Known<>(body), get());
      return request.get();
    }
  }

  private Probe<String> answer(List<String> pieces) throws Exception {
    try (ServerSocketChannel server = listen()) {
      CompletableFuture<String> request = serve(server, pieces);
      Probe<String> probe = get();
      request.handle((_, _) -> "").get();
      return probe;
    }
  }

  private Probe<String> get() {
    return new LocalSocket(socket(), TIMEOUT).get("/localapi/v0/prefs");
  }

  private static void assertUnknown(String reason, Probe<String> probe) {
    assertEquals(Probe.unknown(reason), probe);
  }

  private void assertRefused() {
    assertEquals(
        new Probe.Unknown<>(
            new Probe.Failure(Probe.Cause.REFUSED, socket() + ": Connection refused")),
        get());
  }

  private Path socket() {
    return directory.resolve("tailscaled.sock");
  }

  private ServerSocketChannel listen() throws IOException {
    Files.deleteIfExists(socket());
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket()));
  }

  /** Answers one request and returns it. */
  private static CompletableFuture<String> serve(ServerSocketChannel server, List<String> pieces) {
    CompletableFuture<String> request = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (SocketChannel channel = server.accept()) {
            ByteBuffer buffer = ByteBuffer.allocate(1000);
            channel.read(buffer);
            request.complete(new String(buffer.array(), 0, buffer.position(), US_ASCII));
            for (String piece : pieces) {
              ByteBuffer rest = ByteBuffer.wrap(piece.getBytes(US_ASCII));
              while (rest.hasRemaining()) {
                channel.write(rest);
              }
            }
          } catch (IOException e) {
            // The client may have closed the connection early.
            request.completeExceptionally(e);
          }
        });
    return request;
  }
}
