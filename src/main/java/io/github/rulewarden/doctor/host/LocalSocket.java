package io.github.rulewarden.doctor.host;

import io.github.rulewarden.daemon.FileProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * tailscaled's LocalAPI over HTTP/1.0 on its socket: one request for each connection, and the
 * response ends when tailscaled closes it.
 *
 * <p>Source: {@code ipn/localapi} and {@code client/local} of Tailscale.
 */
final class LocalSocket implements LocalApi {
  /** tailscaled rejects any other host, as protection against requests forged by a browser. */
  private static final String HOST = "local-tailscaled.sock";

  private static final int MAX_BYTES = 4 << 20;
  private static final int FORBIDDEN = 403;
  private static final int OK = 200;
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final Path socket;
  private final Duration timeout;

  LocalSocket(Path socket, Duration timeout) {
    this.socket = socket;
    this.timeout = timeout;
  }

  @Override
  public Probe<String> get(String path) {
    if (!Files.exists(socket)) {
      return Probe.unknown(socket + " does not exist");
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return exchange(channel, path);
    } catch (ConnectException e) {
      Probe.Failure failure = new Probe.Failure(Probe.Cause.REFUSED, FileProblem.words(e));
      return new Probe.Unknown<>(failure.within(socket.toString()));
    } catch (IOException e) {
      return new Probe.Unknown<>(Probe.Failure.of(e).within(socket.toString()));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Probe.unknown(socket + " is not a valid socket address");
    }
  }

  private Probe<String> exchange(SocketChannel channel, String path) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    String request = "GET " + path + " HTTP/1.0\r\nHost: " + HOST + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(1 << 16);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      int count = 0;
      while (count >= 0) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return Probe.unknown("it did not answer within " + timeout.toSeconds() + " s");
        }
        selector.select(left);
        count = channel.read(piece.clear());
        answer.write(piece.array(), 0, Math.max(0, count));
        if (answer.size() > MAX_BYTES) {
          return Probe.unknown("its answer is longer than 4 MiB");
        }
      }
    }
    return body(answer.toByteArray());
  }

  private static Probe<String> body(byte[] answer) {
    int head = endOfHead(answer);
    int status = head < 0 ? -1 : status(answer);
    return switch (status) {
      case -1 -> Probe.unknown("its answer is not HTTP");
      case FORBIDDEN ->
          new Probe.Unknown<>(new Probe.Failure(Probe.Cause.FORBIDDEN, "permission denied"));
      case OK ->
          new Probe.Known<>(new String(answer, head, answer.length - head, StandardCharsets.UTF_8));
      default -> Probe.unknown("it answered with HTTP status " + status);
    };
  }

  /** The offset of the body, or -1. */
  private static int endOfHead(byte[] answer) {
    for (int i = 0; i + END_OF_HEAD.length <= answer.length; i++) {
      int same = 0;
      while (same < END_OF_HEAD.length && answer[i + same] == END_OF_HEAD[same]) {
        same++;
      }
      if (same == END_OF_HEAD.length) {
        return i + same;
      }
    }
    return -1;
  }

  /** The number in {@code HTTP/1.0 200 OK}, or -1. */
  private static int status(byte[] answer) {
    String line = new String(answer, 0, Math.min(12, answer.length), StandardCharsets.US_ASCII);
    if (!line.startsWith("HTTP/1.") || line.length() < 12 || line.charAt(8) != ' ') {
      return -1;
    }
    int status = 0;
    for (int i = 9; i < 12; i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      status = 10 * status + (c - '0');
    }
    return status;
  }
}
