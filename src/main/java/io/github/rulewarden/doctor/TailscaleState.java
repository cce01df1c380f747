package io.github.rulewarden.doctor;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rulewarden.doctor.host.LocalApi;
import io.github.rulewarden.doctor.host.Probe;
import java.util.Optional;

/** How tailscaled stands by its own account. */
public sealed interface TailscaleState {
  /** It cannot be asked. */
  record Silent(String reason) implements TailscaleState {}

  /**
   * It answers. Source: {@code ipn/ipnstate/ipnstate.go} and {@code ipn/prefs.go} of Tailscale.
   *
   * @param backend {@code Running}, {@code NeedsLogin}, {@code Stopped} and others
   * @param mode how packets get to it
   * @param exitNode the id or the address of the exit node that is chosen; empty if none is
   * @param names whether it is to resolve names for this host (MagicDNS)
   */
  record Answering(String backend, Mode mode, Optional<String> exitNode, Names names)
      implements TailscaleState {
    boolean isRunning() {
      return backend.equals("Running");
    }
  }

  /** How packets get to tailscaled. */
  enum Mode {
    /** By a TUN of the kernel, which rules lead to. */
    TUN,
    /** {@code --tun=userspace-networking}: by proxies; the kernel's rules have no part in it. */
    USERSPACE
  }

  /** Who is to resolve names. */
  enum Names {
    MAGIC_DNS,
    NOT_TAILSCALE
  }

  static TailscaleState ask(LocalApi api) {
    return switch (api.get("/localapi/v0/status?peers=false")) {
      case Probe.Unknown<String>(String reason) -> new Silent(reason);
      case Probe.Known<String>(String status) ->
          switch (api.get("/localapi/v0/prefs")) {
            case Probe.Unknown<String>(String reason) -> new Silent(reason);
            case Probe.Known<String>(String prefs) -> read(status, prefs);
          };
    };
  }

  private static TailscaleState read(String statusText, String prefsText) {
    try {
      JsonObject status = JsonParser.object().from(statusText);
      JsonObject prefs = JsonParser.object().from(prefsText);
      if (!status.isString("BackendState") || !status.isBoolean("TUN")) {
        return new Silent("its answer lacks BackendState or TUN");
      }
      return new Answering(
          status.getString("BackendState"),
          status.getBoolean("TUN") ? Mode.TUN : Mode.USERSPACE,
          exitNode(status, prefs),
          names(status, prefs));
    } catch (JsonParserException e) {
      return new Silent("its answer is no JSON: " + e.getMessage());
    }
  }

  private static Optional<String> exitNode(JsonObject status, JsonObject prefs) {
    if (status.get("ExitNodeStatus") instanceof JsonObject chosen
        && chosen.get("TailscaleIPs") instanceof JsonArray addresses
        && !addresses.isEmpty()) {
      return Optional.of(addresses.getString(0, ""));
    }
    String node = prefs.getString("ExitNodeIP", "");
    return Optional.of(node.isEmpty() ? prefs.getString("ExitNodeID", "") : node)
        .filter(name -> !name.isEmpty());
  }

  private static Names names(JsonObject status, JsonObject prefs) {
    boolean isOffered =
        status.get("CurrentTailnet") instanceof JsonObject tailnet
            && tailnet.getBoolean("MagicDNSEnabled", false);
    return isOffered && prefs.getBoolean("CorpDNS", false) ? Names.MAGIC_DNS : Names.NOT_TAILSCALE;
  }
}
