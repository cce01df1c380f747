# NixOS module: the service, with an option for every key of rulewarden.toml(5).
#
#   imports = [ ./rulewarden/packaging/nixos/module.nix ];
#   services.rulewarden = {
#     enable = true;
#     settings.vpn.tables = [ 51820 51821 ];
#   };
{ config, lib, pkgs, ... }:

let
  inherit (lib) mkIf mkOption types;

  cfg = config.services.rulewarden;
  toml = pkgs.formats.toml { };
  file = toml.generate "rulewarden.toml" (lib.filterAttrsRecursive (_: value: value != null) cfg.settings);

  # An unset key is not written, so that the daemon's own default applies.
  key = type: example: description:
    mkOption {
      type = types.nullOr type;
      default = null;
      inherit example description;
    };

  # A mark or a table; a string may be hexadecimal.
  number = types.either types.ints.unsigned types.str;
in
{
  options.services.rulewarden = {
    enable = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to keep Tailscale's routing rules ahead of a full-tunnel WireGuard's.";
    };

    package = mkOption {
      type = types.package;
      description = ''
        A derivation with the files that packaging/install.sh installs below DESTDIR/usr (bin, lib, share).
        Its Java runtime must run on NixOS: patch it with autoPatchelfHook, or build it with nixpkgs' jdk25.
      '';
    };

    settings = mkOption {
      default = { };
      description = "The content of rulewarden.toml(5).";
      type = types.submodule {
        # Permits keys that a newer daemon knows and this module does not.
        freeformType = toml.type;

        options = {
          mode = key (types.enum [ "repair" "observe" ]) "observe" ''"repair" moves and restores rules; "observe" changes nothing and only reports.'';
          strategy = key (types.enum [ "relocate" ]) "relocate" "How an inversion is repaired.";

          tailscale = {
            table = key number 52 "The routing table in which tailscaled keeps its routes.";
            bypass-mark = key number "0x80000/0xff0000" "The firewall mark of tailscaled's own packets, with its mask.";
            interface = key types.str "tailscale0" "The name of tailscaled's interface, or \"auto\".";
          };

          vpn = {
            tables = key (types.listOf number) [ 51820 ] "Known tables of VPNs. Others are recognised by their routes.";
            ignore = key (types.listOf number) [ 7120 "0x1bd00" ] "Marks and tables of rules that look like a VPN's but must not be moved.";
            priorities = key types.str "5300-5999" "Priorities for moved rules, within 5300-8999.";
          };

          budget = {
            repairs = key types.ints.positive 10 "How many undone repairs within the window are repeated immediately.";
            window = key types.str "60s" "The period in which undone repairs are counted.";
            max-backoff = key types.str "5min" "The longest pause between two repairs while the daemon backs off.";
          };

          leaks = {
            restore = key types.bool true "Whether to restore a VPN's rules that were deleted while its tunnel is up.";
          };

          metrics = {
            textfile = key types.str "/var/lib/prometheus/node-exporter/rulewarden.prom"
              "The file to which metrics are written for node_exporter's textfile collector.";
          };
        };
      };
    };
  };

  config = mkIf cfg.enable {
    environment.etc."rulewarden/rulewarden.toml".source = file;

    # The command, its man pages, and the polkit actions.
    environment.systemPackages = [ cfg.package ];
    services.dbus.packages = [ cfg.package ];

    users.users.rulewarden = {
      isSystemUser = true;
      group = "rulewarden";
      description = "Rulewarden";
    };
    users.groups.rulewarden = { };

    # The unit comes from the package. These are the differences on NixOS, which ignores [Install]
    # sections and has no /usr/bin.
    systemd.packages = [ cfg.package ];
    systemd.services.rulewarden = {
      wantedBy = [ "multi-user.target" ];
      aliases = [ "dbus-io.github.rulewarden.service" ];
      reloadTriggers = [ file ];
      serviceConfig = {
        ExecStartPre = [
          ""
          "-+${pkgs.coreutils}/bin/install -d -o rulewarden -g rulewarden /var/lib/rulewarden"
        ];
        ExecStart = [ "" "${cfg.package}/bin/rulewarden daemon" ];
        ExecReload = [ "" "${pkgs.coreutils}/bin/kill -HUP $MAINPID" ];
      };
    };
  };
}
