package io.github.rulewarden.text;

import io.github.rulewarden.policy.diagnosis.Disconnection;
import io.github.rulewarden.policy.diagnosis.MissingLookup;
import java.util.Optional;

/** Clauses about Tailscale's rules that are missing or have no effect. */
final class TailscaleText {
  private static final String ADD_AGAIN = "restart tailscaled to add its rules again";

  private TailscaleText() {}

  /** Why there is no lookup of Tailscale's table. */
  static String clause(MissingLookup missing) {
    return switch (missing) {
      case MissingLookup.TableIsForeign(long table) ->
          "table "
              + table
              + " does not look like Tailscale's: it has routes, but none to a tailnet address";
      case MissingLookup.MatchesSomePackets(var rule, _) ->
          RefusalText.quoted(rule)
              + " looks up Tailscale's table for some packets only, and no rule does so for all";
      case MissingLookup.LinkIsMissing(long table, String link) ->
          noLookup(table) + ", and there is no " + link;
      case MissingLookup.LinkExists(long table, String link) ->
          noLookup(table) + ", although " + link + " is there";
      case MissingLookup.FamilyIsUnused(var family, long table) ->
          "Tailscale does not use "
              + family.title()
              + " here: its table "
              + table
              + " has no "
              + family.title()
              + " route to a peer, and no "
              + family.title()
              + " rule looks it up";
    };
  }

  private static String noLookup(long table) {
    return "no rule looks up Tailscale's table " + table;
  }

  /** The remedy; empty if nothing is wrong. */
  static Optional<String> advice(MissingLookup missing) {
    return switch (missing) {
      case MissingLookup.TableIsForeign _ ->
          Optional.of(
              "set tailscale.table if tailscaled uses another table, or tailscale.interface if it"
                  + " uses this one");
      case MissingLookup.MatchesSomePackets(_, var link) ->
          Optional.of(link.isPresent() ? ADD_AGAIN : "start tailscaled to add its rules again");
      case MissingLookup.LinkIsMissing _ ->
          Optional.of(
              "start tailscaled, or set tailscale.table or tailscale.interface if it uses others");
      case MissingLookup.LinkExists _ ->
          Optional.of(ADD_AGAIN + ", or set tailscale.table if it uses another");
      case MissingLookup.FamilyIsUnused _ -> Optional.empty();
    };
  }

  /** Why Tailscale's rules have no effect. */
  static String clause(Disconnection disconnection) {
    return switch (disconnection) {
      case Disconnection.LinkIsMissing(String link) ->
          "Tailscale is not running: its rules are there, but there is no " + link;
      case Disconnection.LinkIsUnknown(String link, long table) ->
          "Tailscale is not connected: its rules are there, but its table "
              + table
              + " is empty and there is no "
              + link;
      case Disconnection.LinkIsDown(String link, long table) ->
          "Tailscale is not connected: " + link + " is down and its table " + table + " is empty";
    };
  }

  /** The remedy. */
  static String advice(Disconnection disconnection) {
    return switch (disconnection) {
      case Disconnection.LinkIsMissing _ -> "start tailscaled";
      case Disconnection.LinkIsUnknown _ ->
          "connect with `tailscale up`, or set tailscale.interface if its link has another name";
      case Disconnection.LinkIsDown _ -> "connect with `tailscale up`, or restart tailscaled";
    };
  }
}
