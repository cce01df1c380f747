package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsignedIntTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "51820, 51820",
    "4294967295, 4294967295",
    "0x0, 0",
    "0xCa6c, 51820",
    "0xffffffff, 4294967295",
    "0x0000000001, 1",
    "0000000001, 1",
  })
  void isUnderstood(String text, long number) {
    assertEquals(OptionalLong.of(number), UnsignedInt.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "-1",
        "+1",
        "0x-1",
        "4294967296",
        "0x100000000",
        "99999999999",
        "1 ",
        " 1",
        "1_0",
        "ca6c",
        "main",
        "0X1",
        "\u0661"
      })
  void isNotANumberOf32Bits(String text) {
    assertEquals(OptionalLong.empty(), UnsignedInt.of(text));
  }
}
