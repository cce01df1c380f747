package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitDirectoryTest {
  @ParameterizedTest
  @CsvSource({"/run/mine,/run/mine", "/run/mine:/run/other,/run/mine", "'',/run/usual"})
  void theFirstNamedDirectoryIsUsed(String named, Path directory) {
    Map<String, String> environment = Map.of("RUNTIME_DIRECTORY", named);
    assertEquals(directory, UnitDirectory.of(environment, "RUNTIME_DIRECTORY", "/run/usual"));
  }

  @Test
  void theDefaultIsUsedIfNoneIsNamed() {
    Path usual = Path.of("/run/usual");
    assertEquals(usual, UnitDirectory.of(Map.of(), "RUNTIME_DIRECTORY", "/run/usual"));
  }
}
