# NixOS: the service, with every key of rulewarden.toml(5) as an option.
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

  # A key that is not set is not written: the daemon's own default applies.
  key = type: example: description:
    mkOption {
      type = types.nullOr type;
      default = null;
      inherit example description;
    };

  # Of a mark or a table; text may be hexadecimal.
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
        A derivation with what packaging/install.sh puts below DESTDIR/usr: bin, lib, share. Its Java
        runtime has to be made for NixOS (autoPatchelfHook, or built there with nixpkgs' jdk25).
      '';
    };

    settings = mkOption {
      default = { };
      description = "The content of rulewarden.toml(5).";
      type = types.submodule {
        # What a newer daemon knows and this module does not.
        freeformType = toml.type;

        options = {
          mode = key (types.enum [ "repair" "observe" ]) "observe" ''"repair" puts things right, "observe" only tells.'';
          strategy = key (types.enum [ "relocate" ]) "relocate" "How an inversion is repaired.";

          tailscale = {
            table = key number 52 "The table that tailscaled keeps its routes in.";
            bypass-mark = key number "0x80000/0xff0000" "What tailscaled marks its own packets with, and the mask.";
            interface = key types.str "tailscale0" "The name of tailscaled's interface.";
          };

          vpn = {
            tables = key (types.listOf number) [ 51820 ] "Capture tables known beforehand.";
            ignore = key (types.listOf number) [ 7120 "0x1bd00" ] "Marks and tables that are not to be ordered.";
            priorities = key types.str "5300-5999" "Where moved rules go, within 5300-8999.";
          };

          budget = {
            repairs = key types.ints.positive 10 "Repairs that were undone, so many within the window, are answered at once.";
            window = key types.str "60s" "The window.";
            max-backoff = key types.str "5min" "The longest pause between two repairs after that.";
          };

          leaks = {
            restore = key types.bool true "Whether to put back what was flushed while its tunnel is up.";
          };

          metrics = {
            textfile = key types.str "/var/lib/prometheus/node-exporter/rulewarden.prom"
              "Where to keep the metrics for node_exporter's textfile collector.";
          };
        };
      };
    };
  };

  config = mkIf cfg.enable {
    environment.etc."rulewarden/rulewarden.toml".source = file;

    # The command, its manual, and polkit's actions.
    environment.systemPackages = [ cfg.package ];
    services.dbus.packages = [ cfg.package ];

    users.users.rulewarden = {
      isSystemUser = true;
      group = "rulewarden";
      description = "Rulewarden";
    };
    users.groups.rulewarden = { };

    # The unit is the package's own; here is what differs on NixOS. It ignores [Install] sections, and
    # has no /usr/bin.
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
