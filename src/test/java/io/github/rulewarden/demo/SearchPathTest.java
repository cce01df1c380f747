package io.github.rulewarden.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Specifies where programs are searched for. */
class SearchPathTest {
  private static String text(Map<String, String> environment) {
    return SearchPath.of(environment).text();
  }

  @Test
  void theSystemDirectoriesComeLast() {
    assertEquals("/a:/b:/usr/local/sbin:/usr/sbin:/sbin", text(Map.of("PATH", "/a:/b")));
  }

  @Test
  void withoutPathTheDefaultIsUsed() {
    assertEquals("/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin", text(Map.of()));
  }

  @Test
  void theWorkingDirectoryIsNotSearched() {
    assertEquals("/a:/usr/local/sbin:/usr/sbin:/sbin", text(Map.of("PATH", ":/a:")));
  }
}
