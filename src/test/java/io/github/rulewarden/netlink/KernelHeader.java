package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's headers on this machine, for a comparison with the program's numbers. */
public final class KernelHeader {
  private static final Path HEADERS = Path.of("/usr/include/linux");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern ENUM = Pattern.compile("enum\\s*\\w*\\s*\\{([^}]*)\\}");
  private static final Pattern ENTRY = Pattern.compile("(\\w+)\\s*(?:=\\s*(\\w+))?");
  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]+|\\d+");
  private static final Pattern DEFINE =
      Pattern.compile("#define\\s+(\\w+)\\s+\\(?(0x[0-9a-fA-F]+|\\d+)\\)?\\s");

  private KernelHeader() {}

  /** Compares all constants of a class and returns those that the kernel's header lacks. */
  public static List<String> compare(Map<String, Integer> kernel, Class<?> numbers)
      throws ReflectiveOperationException {
    List<String> lacking = new ArrayList<>();
    int checked = 0;
    for (Field field : numbers.getDeclaredFields()) {
      if (!kernel.containsKey(field.getName())) {
        lacking.add(field.getName());
        continue;
      }
      field.setAccessible(true);
      assertEquals(kernel.get(field.getName()), field.getInt(null), field.getName());
      checked++;
    }
    assertTrue(checked > 0, "nothing was checked");
    return lacking;
  }

  /** Returns the constants of all enumerations and of the plain definitions of a header. */
  public static Map<String, Integer> read(String name) throws IOException {
    // A missing header is an error; otherwise the check would pass without a comparison.
    String source = COMMENT.matcher(Files.readString(HEADERS.resolve(name))).replaceAll(" ");
    Map<String, Integer> constants = new HashMap<>();
    Matcher define = DEFINE.matcher(source);
    while (define.find()) {
      constants.put(define.group(1), Long.decode(define.group(2)).intValue());
    }
    Matcher enumeration = ENUM.matcher(source.replaceAll("(?m)^\\s*#.*$", ""));
    while (enumeration.find()) {
      int next = 0;
      Matcher entry = ENTRY.matcher(enumeration.group(1));
      while (entry.find()) {
        String value = entry.group(2);
        if (value != null && !NUMBER.matcher(value).matches()) {
          continue; // an alias of an earlier entry, or a computed value
        }
        next = value == null ? next : Long.decode(value).intValue();
        constants.put(entry.group(1), next++);
      }
    }
    return constants;
  }
}
