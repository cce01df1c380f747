package io.github.rulewarden.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchPathTest {
  private static String text(Map<String, String> environment) {
    return SearchPath.of(environment).text();
  }

  @Test
  void theSuperusersDirectoriesComeLast() {
    assertEquals("/a:/b:/usr/local/sbin:/usr/sbin:/sbin", text(Map.of("PATH", "/a:/b")));
  }

  @Test
  void withoutPathTheUsualPlaces() {
    assertEquals("/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin", text(Map.of()));
  }

  @Test
  void theWorkingDirectoryIsNoPlaceForPrograms() {
    assertEquals("/a:/usr/local/sbin:/usr/sbin:/sbin", text(Map.of("PATH", ":/a:")));
  }
}
