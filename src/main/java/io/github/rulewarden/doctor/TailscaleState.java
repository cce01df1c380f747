package io.github.rulewarden.doctor;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rulewarden.doctor.host.LocalApi;
import io.github.rulewarden.doctor.host.Probe;
import java.util.Optional;

/** The state that tailscaled reports. */
public sealed interface TailscaleState {
  /** It does not answer. */
  record Unavailable(Probe.Failure failure) implements TailscaleState {}

  /**
   * It answers. Source: {@code ipn/ipnstate/ipnstate.go} and {@code ipn/prefs.go} of Tailscale.
   *
   * @param backend {@code Running}, {@code NeedsLogin}, {@code Stopped} and others
   * @param mode how packets reach it
   * @param exitNode the id or the address of the exit node in use; empty if there is none
   * @param names whether it resolves names for this host (MagicDNS)
   */
  record Answering(String backend, Mode mode, Optional<String> exitNode, Names names)
      implements TailscaleState {
    boolean isRunning() {
      return backend.equals("Running");
    }
  }

  /** How packets reach tailscaled. */
  enum Mode {
    /** Through a TUN of the kernel, to which rules lead. */
    TUN,
    /** {@code --tun=userspace-networking}: through proxies, without rules. */
    USERSPACE
  }

  /** What resolves names. */
  enum Names {
    MAGIC_DNS,
    NOT_TAILSCALE
  }

  static TailscaleState read(LocalApi api) {
    return switch (api.get("/localapi/v0/status?peers=false")) {
      case Probe.Unknown<String>(Probe.Failure failure) -> new Unavailable(failure);
      case Probe.Known<String>(String status) ->
          switch (api.get("/localapi/v0/prefs")) {
            case Probe.Unknown<String>(Probe.Failure failure) -> new Unavailable(failure);
            case Probe.Known<String>(String prefs) -> parse(status, prefs);
          };
    };
  }

  private static TailscaleState parse(String statusText, String prefsText) {
    try {
      JsonObject status = JsonParser.object().from(statusText);
      JsonObject prefs = JsonParser.object().from(prefsText);
      if (!status.isString("BackendState") || !status.isBoolean("TUN")) {
        return unavailable("its answer lacks BackendState or TUN");
      }
      return new Answering(
          status.getString("BackendState"),
          status.getBoolean("TUN") ? Mode.TUN : Mode.USERSPACE,
          exitNode(status, prefs),
          names(status, prefs));
    } catch (JsonParserException e) {
      return unavailable("its answer is not JSON: " + e.getMessage());
    }
  }

  private static TailscaleState unavailable(String reason) {
    return new Unavailable(Probe.Failure.other(reason));
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
