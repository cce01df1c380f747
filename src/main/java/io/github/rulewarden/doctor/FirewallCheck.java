package io.github.rulewarden.doctor;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** nftables rules that drop traffic to the tailnet. */
final class FirewallCheck implements Check {
  private static final List<String> LIST = List.of("nft", "-j", "list", "ruleset");

  /** The Mullvad app's table. */
  private static final String MULLVAD = "mullvad";

  /** The connection mark that this table accepts for any address. */
  private static final long MULLVAD_EXEMPT = 0xf41;

  @Override
  public void examine(HostState host, Findings findings) {
    switch (host.programs().output(LIST)) {
      case Probe.Unknown<String>(Probe.Failure failure) ->
          findings.notExamined("the firewall", failure);
      case Probe.Known<String>(String text) -> {
        try {
          examine(objects(text), host, findings);
        } catch (JsonParserException e) {
          findings.notExamined(
              "the firewall", Probe.Failure.other("nft printed invalid JSON: " + e.getMessage()));
        }
      }
    }
  }

  private static List<JsonObject> objects(String text) throws JsonParserException {
    List<JsonObject> objects = new ArrayList<>();
    if (JsonParser.object().from(text).get("nftables") instanceof JsonArray all) {
      for (Object object : all) {
        if (object instanceof JsonObject one) {
          objects.add(one);
        }
      }
    }
    return objects;
  }

  private static void examine(List<JsonObject> objects, HostState host, Findings findings) {
    boolean isExempt = hasExemption(objects);
    for (JsonObject object : objects) {
      if (object.get("chain") instanceof JsonObject chain && dropsOutput(chain)) {
        String name = chain.getString("family", "") + " " + chain.getString("table", "");
        if (!name.equals("inet " + MULLVAD)) {
          unknown(name, chain.getString("name", ""), findings);
        } else if (!isExempt) {
          mullvad(host, findings);
        }
      }
    }
  }

  private static boolean dropsOutput(JsonObject chain) {
    return chain.getString("hook", "").equals("output")
        && chain.getString("policy", "").equals("drop");
  }

  /** Whether any rule sets the connection mark that Mullvad accepts. */
  private static boolean hasExemption(List<JsonObject> objects) {
    for (JsonObject object : objects) {
      if (object.get("rule") instanceof JsonObject rule
          && rule.get("expr") instanceof JsonArray expressions) {
        for (Object expression : expressions) {
          if (expression instanceof JsonObject one
              && one.get("mangle") instanceof JsonObject mangle
              && isConnectionMark(mangle.get("key"))
              && mangle.getLong("value", 0) == MULLVAD_EXEMPT) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isConnectionMark(@Nullable Object key) {
    return key instanceof JsonObject object
        && object.get("ct") instanceof JsonObject connection
        && connection.getString("key", "").equals("mark");
  }

  private static void mullvad(HostState host, Findings findings) {
    Policy.Tailscale tailscale = host.policy().tailscale();
    String link = host.tailscaleLink();
    String value = "0x" + Integer.toHexString(tailscale.bypassMark().value());
    String mask = "0x" + Integer.toHexString(tailscale.bypassMark().mask());
    findings.warning(
        "mullvad-firewall",
        "the Mullvad app's firewall (nft table inet mullvad) drops traffic to the tailnet",
        "it accepts only traffic into its own tunnel and connections with the mark 0xf41, whatever"
            + " the order of the routing rules; these commands last until the next boot",
        Remedy.run(
            "nft add table inet tailnet",
            "nft add chain inet tailnet out '{ type filter hook output priority -10; }'",
            "nft add rule inet tailnet out oifname " + link + " ct mark set 0xf41",
            "nft add rule inet tailnet out 'meta mark & "
                + mask
                + " == "
                + value
                + " ct mark set 0xf41'",
            "nft add chain inet tailnet in '{ type filter hook input priority -10; }'",
            "nft add rule inet tailnet in iifname " + link + " ct mark set 0xf41"));
  }

  private static void unknown(String table, String chain, Findings findings) {
    findings.info(
        "firewall-drops-output",
        "the firewall chain "
            + table
            + " "
            + chain
            + " drops everything that its rules do not accept",
        "it is unknown whether it accepts traffic to the tailnet; if not, the symptoms are those of"
            + " a wrong route",
        Remedy.run("nft list table " + table));
  }
}
