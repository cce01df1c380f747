package io.github.rulewarden.text;

import io.github.rulewarden.policy.diagnosis.RuleFinding;

/** Why a finding about the rules matters. */
public final class EffectText {
  private EffectText() {}

  /** A clause: the effect on the host. */
  public static String of(RuleFinding found) {
    return switch (found) {
      case RuleFinding.Inverted _, RuleFinding.InvertedWithoutRepair _ ->
          "the kernel evaluates these rules before Tailscale's, so they may take packets for the"
              + " tailnet";
      case RuleFinding.Refused _ ->
          "until this is resolved, this rule may take packets for the tailnet";
      case RuleFinding.Overtaken _ ->
          "after the repair the VPN does not get traffic that this rule routes elsewhere";
      case RuleFinding.PeerIsUnreachable _ ->
          "this host cannot reach that peer through Tailscale, and moving the VPN's rules does not"
              + " change that";
      case RuleFinding.MisnamedLink _ ->
          "Rulewarden watches the wrong interface, and may take Tailscale's for a VPN's";
      case RuleFinding.NoTailscale _ ->
          "without a lookup of Tailscale's table there is nothing to keep ahead of a VPN";
      case RuleFinding.Disconnected _ ->
          "until Tailscale is connected, this host cannot reach the tailnet";
      case RuleFinding.NoPolicyRouting _ ->
          "this family has no rules, so there is no order to check";
      case RuleFinding.NoVpn _ -> "without a VPN nothing can come before Tailscale's rules";
      case RuleFinding.NoCompanion _ ->
          "wg-quick adds a suppress rule to keep LAN traffic out of the VPN";
      case RuleFinding.Stale _ ->
          "it may take all traffic without its mark as soon as its table has a default route";
    };
  }
}
