package io.github.rulewarden.testing;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a host as {@code ip -json rule} shows them, independent of this program's decoder.
 */
public final class Ladder {
  private Ladder() {}

  /**
   * Returns one line for each rule, such as {@code 5399: not from all fwmark 0xca6c lookup 51820}.
   */
  public static List<String> of(TestHost host, Family family) {
    String json = host.run("ip", "-json", family.option(), "rule").require();
    try {
      JsonArray rules = JsonParser.array().from(json);
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < rules.size(); i++) {
        lines.add(line(rules.getObject(i)));
      }
      return lines;
    } catch (JsonParserException e) {
      throw new AssertionError(json, e);
    }
  }

  private static String line(JsonObject rule) {
    StringBuilder line = new StringBuilder();
    line.append(rule.getLong("priority")).append(rule.has("not") ? ": not from " : ": from ");
    line.append(rule.getString("src"));
    if (rule.has("srclen")) {
      line.append('/').append(rule.getInt("srclen"));
    }
    if (rule.has("dst")) {
      line.append(" to ").append(rule.getString("dst"));
    }
    if (rule.has("dstlen")) {
      line.append('/').append(rule.getInt("dstlen"));
    }
    if (rule.has("fwmark")) {
      line.append(" fwmark ").append(rule.getString("fwmark"));
    }
    if (rule.has("fwmask")) {
      line.append('/').append(rule.getString("fwmask"));
    }
    if (rule.has("table")) {
      line.append(" lookup ").append(rule.getString("table"));
    }
    if (rule.has("suppress_prefixlen")) {
      line.append(" suppress_prefixlength ").append(rule.getInt("suppress_prefixlen"));
    }
    if (rule.has("action")) {
      line.append(' ').append(rule.getString("action"));
    }
    return line.toString();
  }
}
