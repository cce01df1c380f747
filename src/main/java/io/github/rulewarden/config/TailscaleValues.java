package io.github.rulewarden.config;

import io.github.rulewarden.fib.Mark;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** What the keys of {@code [tailscale]} take, apart from the table. */
final class TailscaleValues {
  private static final String MARK = "a mark and its mask such as \"0x80000/0xff0000\"";

  /** IFNAMSIZ in {@code linux/if.h}, without the zero at the end. */
  private static final int LONGEST_INTERFACE = 15;

  private static final String INTERFACE =
      "\"auto\" or the name of an interface, 1 to 15 bytes without blanks, '/' or ':'";

  /** The link that Tailscale's table leads to. */
  static final String AUTO = "auto";

  private TailscaleValues() {}

  /** A mark alone is compared with all its bits. */
  static Mark bypassMark(Setting setting) throws ConfigurationException {
    OptionalLong alone = Numbers.of(setting.value());
    if (alone.isPresent()) {
      return mark(setting, alone.getAsLong(), Numbers.LARGEST);
    }
    if (setting.value() instanceof Value.Text(String text)) {
      int slash = text.indexOf('/');
      if (slash >= 0) {
        OptionalLong value = Numbers.of(text.substring(0, slash));
        OptionalLong mask = Numbers.of(text.substring(slash + 1));
        if (value.isPresent() && mask.isPresent()) {
          return mark(setting, value.getAsLong(), mask.getAsLong());
        }
      }
    }
    throw setting.unlike(MARK);
  }

  private static Mark mark(Setting setting, long value, long mask) throws ConfigurationException {
    // A packet that nobody marked has 0, and a mask of 0 fits every packet.
    if (value == 0 || mask == 0) {
      throw setting.unlike(MARK + ", neither of them 0");
    }
    if ((value & ~mask) != 0) {
      throw setting.unlike(MARK + ", without bits of the mark outside of the mask");
    }
    return new Mark((int) value, (int) mask);
  }

  /**
   * Empty for {@code auto}. Source of what a name may be: {@code dev_valid_name} in {@code
   * net/core/dev.c}.
   */
  static Optional<String> interfaceName(Setting setting) throws ConfigurationException {
    if (setting.value() instanceof Value.Text(String name) && isInterfaceName(name)) {
      return Optional.of(name).filter(given -> !given.equals(AUTO));
    }
    throw setting.unlike(INTERFACE);
  }

  private static boolean isInterfaceName(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character == '/' || character == ':' || character <= ' ') {
        return false;
      }
    }
    return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_INTERFACE;
  }
}
