package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arguments of ListRules. */
@Timeout(600)
class ReadingMethodsTest extends AuthorizationFixture {
  @ParameterizedTest
  @CsvSource({"'',2", "ipv4,1", "ipv6,1"})
  void theFamilySelectsTheRules(String family, int count) throws Exception {
    Value.Dictionaries rules = (Value.Dictionaries) listRules("", family).getFirst();
    assertEquals(count, rules.elements().size());
  }

  @Test
  void aNamespaceThatIsNotWatchedIsRefused() throws Exception {
    for (String family : List.of("", "ipv4")) {
      assertEquals(
          List.of(
              ErrorReply.INVALID_ARGS,
              "Namespace 'blue' is not watched: expected \"\" for the daemon's own."),
          listRules("blue", family));
    }
  }

  @Test
  void anUnknownFamilyIsRefused() throws Exception {
    assertEquals(
        List.of(
            ErrorReply.INVALID_ARGS,
            "Family 'ipv5' is unknown: expected ipv4, ipv6, or \"\" for both."),
        listRules("", "ipv5"));
  }

  private List<Object> listRules(String netns, String family) throws Exception {
    return bus.receiveReply(
        bus.call(CALLER, "ListRules", NO_FLAGS, new Value.Text(netns), new Value.Text(family)));
  }
}
