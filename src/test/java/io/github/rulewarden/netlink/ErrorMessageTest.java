package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The captures are replies of Linux 6.18. */
class ErrorMessageTest {
  @Test
  void anAcknowledgementHasTheErrorZero() throws MalformedMessageException {
    ErrorMessage message =
        decode(
            "24000000 0200 0001 05000000 a00e0000 00000000 2c000000 2000 0506 05000000 00000000");
    assertTrue(message.isAcknowledgement());
    assertEquals(new ErrorMessage(0, "", OptionalInt.empty()), message);
  }

  @Test
  void aRefusalWithAMessageAndWithoutTheRequest() throws MalformedMessageException {
    // A rule with the ports 5-3, on a socket with NETLINK_CAP_ACK.
    ErrorMessage message =
        decode(
            "3c000000 0200 0003 01000000 a00e0000 eaffffff 2c000000 2000 0506 01000000 00000000"
                + "18000100 496e76616c69642073706f72742072616e676500");
    assertEquals(new ErrorMessage(22, "Invalid sport range", OptionalInt.empty()), message);
    KernelException exception = message.toException("adding a rule");
    assertEquals(Errno.EINVAL, exception.errno());
    assertEquals(
        "adding a rule: EINVAL (invalid argument): Invalid sport range", exception.getMessage());
  }

  @Test
  void aRefusalWithAMessageAfterTheRequest() throws MalformedMessageException {
    // The same rule with an oif, on a socket without NETLINK_CAP_ACK.
    ErrorMessage message =
        decode(
            "5c000000 0200 0002 09000000 9f0f0000 eaffffff 30000000 2000 0506 09000000 00000000"
                + "02000000 07000001 00000000 09001100 65746830 00000000 08001700 05000300"
                + "18000100 496e76616c69642073706f72742072616e676500");
    assertEquals(new ErrorMessage(22, "Invalid sport range", OptionalInt.empty()), message);
  }

  @Test
  void theOffendingAttributeIsNamedByItsPlace() throws MalformedMessageException {
    // A priority of one byte. The kernel adds its policy (attribute 4), which is skipped.
    ErrorMessage message =
        decode(
            "68000000 0200 0003 02000000 a00e0000 deffffff 2c000000 2000 0506 02000000 00000000"
                + "16000100 4572726f722070617273696e67206d7367000000 08000200 24000000"
                + "24000480 0c000400 0000000000000000 0c000500 ffffffff00000000 08000100 04000000");
    assertEquals(new ErrorMessage(34, "Error parsing msg", OptionalInt.of(36)), message);
    assertEquals(OptionalInt.of(36), message.toException("x").offset());
  }

  @Test
  void aDumpMayEndWithAnError() throws MalformedMessageException {
    // ip route show table 52, with strict checks and no such table.
    ErrorMessage message =
        decode(
            "38000000 0300 2202 06000000 a00e0000 feffffff"
                + "23000100 697076343a20464942207461626c6520646f6573206e6f7420657869737400 00");
    assertEquals(
        new ErrorMessage(2, "ipv4: FIB table does not exist", OptionalInt.empty()), message);
  }

  @Test
  void aDumpMayEndWithoutANumber() throws MalformedMessageException {
    assertTrue(decode("10000000 0300 0200 06000000 a00e0000").isAcknowledgement());
  }

  @Test
  void aTruncatedErrorIsMalformedOrLacksItsMessage() throws MalformedMessageException {
    Frame whole =
        frame(
            "5c000000 0200 0002 09000000 9f0f0000 eaffffff 30000000 2000 0506 09000000 00000000"
                + "02000000 07000001 00000000 09001100 65746830 00000000 08001700 05000300"
                + "18000100 496e76616c69642073706f72742072616e676500");
    int words = 4 + 48;
    for (int length = 0; length < whole.payload().length(); length++) {
      Bytes payload = whole.payload().slice(0, length);
      Frame cut = new Frame(whole.type(), whole.flags(), 9, 0, payload);
      if (length == words) {
        assertEquals("", ErrorMessage.decode(cut).explanation());
      } else {
        assertThrows(MalformedMessageException.class, () -> ErrorMessage.decode(cut));
      }
    }
  }

  @Test
  void aRequestOfImpossibleLengthIsMalformed() {
    for (String length : new String[] {"00000000", "0f000000", "11000000", "ffffffff"}) {
      Bytes payload = Bytes.parseHex("eaffffff" + length + "20000506 09000000 00000000");
      Frame frame = new Frame(2, Flags.EXPLAINED, 9, 0, payload);
      assertThrows(MalformedMessageException.class, () -> ErrorMessage.decode(frame));
    }
  }

  @Test
  void anUnnamedErrorIsReportedByItsNumber() {
    KernelException exception = new KernelException("adding a rule", 77);
    assertEquals(Errno.OTHER, exception.errno());
    assertEquals(77, exception.number());
    assertEquals("adding a rule: error 77", exception.getMessage());
    assertEquals(OptionalInt.empty(), exception.offset());
  }

  private static ErrorMessage decode(String hex) throws MalformedMessageException {
    return ErrorMessage.decode(frame(hex));
  }

  private static Frame frame(String hex) throws MalformedMessageException {
    return Frame.decode(Bytes.parseHex(hex)).getFirst();
  }
}
