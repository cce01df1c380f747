package io.github.rulewarden.kernel.wireguard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.TunnelSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserspaceWireGuardReplyTest {
  private static final int LINK = 7;

  @Test
  void aFullTunnelOfBothFamilies() throws IOException {
    String answer =
        """
        private_key=1111111111111111111111111111111111111111111111111111111111111111
        listen_port=51820
        fwmark=51820
        public_key=3333333333333333333333333333333333333333333333333333333333333333
        allowed_ip=10.0.0.0/8
        allowed_ip=0.0.0.0/0
        public_key=4444444444444444444444444444444444444444444444444444444444444444
        allowed_ip=::/0
        errno=0

        """;
    TunnelSettings both = new TunnelSettings(LINK, 51820, Set.of(Family.IPV4, Family.IPV6));
    assertEquals(Optional.of(both), read(answer));
    // The bytes may arrive in any portions.
    UserspaceWireGuardReply slowly = new UserspaceWireGuardReply();
    for (int i = 0; i < answer.length(); i++) {
      assertEquals(i == answer.length() - 1, slowly.add(bytes(answer.substring(i, i + 1))));
    }
    assertEquals(Optional.of(both), slowly.settings(LINK));
  }

  @Test
  void noMarkIsZeroAndPrefixesThatEndInZeroAreNotEverything() throws IOException {
    assertEquals(
        Optional.of(new TunnelSettings(LINK, 0, Set.of())),
        read("allowed_ip=10.0.0.0/10\nallowed_ip=2000::/120\nerrno=0\n\n"));
  }

  @Test
  void aRefusalHasNoSettings() throws IOException {
    assertEquals(Optional.empty(), read("fwmark=1\nerrno=22\n\n"));
    assertEquals(Optional.empty(), read("fwmark=1\n\n"));
  }

  @Test
  void anUnterminatedReplyIsIncomplete() throws IOException {
    assertFalse(new UserspaceWireGuardReply().add(bytes("fwmark=1\nerrno=0\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fwmark\n", "fwmark=\n", "fwmark=-1\n", "fwmark=4294967296\n", "fwmark=0x1\n"})
  void aMalformedLineIsAnError(String line) {
    assertThrows(IOException.class, () -> new UserspaceWireGuardReply().add(bytes(line)));
  }

  @Test
  void anEndlessLineIsAnError() throws IOException {
    UserspaceWireGuardReply answer = new UserspaceWireGuardReply();
    assertFalse(answer.add(bytes("x".repeat(160))));
    assertThrows(IOException.class, () -> answer.add(bytes("x")));
  }

  private static Optional<TunnelSettings> read(String text) throws IOException {
    UserspaceWireGuardReply answer = new UserspaceWireGuardReply();
    assertTrue(answer.add(bytes(text)));
    return answer.settings(LINK);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
