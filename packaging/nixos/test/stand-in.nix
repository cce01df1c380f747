# The part of NixOS's library that module.nix uses, so that the module can be evaluated without NixOS:
#   nix-instantiate --eval --strict --json stand-in.nix --arg settings '{ mode = "observe"; }'
# prints the keys that have an option, and what the module defines for these settings. It contains the
# text of rulewarden.toml instead of its path.
{ settings ? { }, enable ? true }:

let
  lib = {
    mkIf = condition: content: if condition then content else { };
    mkOption = option: option // { isOption = true; };

    filterAttrsRecursive = wanted: set:
      builtins.listToAttrs (builtins.concatMap
        (name:
          let value = set.${name}; in
          if wanted name value
          then [{ inherit name; value = if builtins.isAttrs value then lib.filterAttrsRecursive wanted value else value; }]
          else [ ])
        (builtins.attrNames set));

    # A type is a function that checks a value; the type of settings has options of its own.
    types = {
      bool = builtins.isBool;
      str = builtins.isString;
      package = builtins.isString;
      ints.unsigned = value: builtins.isInt value && value >= 0;
      ints.positive = value: builtins.isInt value && value > 0;
      enum = values: value: builtins.elem value values;
      either = one: other: value: one value || other value;
      listOf = element: value: builtins.isList value && builtins.all element value;
      nullOr = type: value: value == null || type value;
      submodule = module: module;
    };
  };

  # The checked values of what is set, and the defaults of the rest.
  values = options: set: path:
    let
      valueOf = name:
        let
          option = options.${name};
          here = path ++ [ name ];
          value = set.${name} or option.default;
        in
        if !(option ? isOption) then values option (set.${name} or { }) here
        else if option.type ? options then values option.type.options value here
        else if option.type value then value
        else throw "A definition for option `${builtins.concatStringsSep "." here}' is not of its type.";
    in
    set // builtins.mapAttrs (name: _: valueOf name) options;

  keys = prefix: options: builtins.concatMap
    (name:
      if options.${name} ? isOption then [ (prefix + name) ]
      else keys (prefix + name + ".") options.${name})
    (builtins.attrNames options);

  # Strings, numbers, booleans and lists of them have the same syntax in TOML and JSON.
  lines = set: builtins.concatStringsSep "" (map
    (name: "${name} = ${builtins.toJSON set.${name}}\n")
    (builtins.filter (name: !(builtins.isAttrs set.${name})) (builtins.attrNames set)));
  tables = set: builtins.concatStringsSep "" (map
    (name: "[${name}]\n" + lines set.${name})
    (builtins.filter (name: builtins.isAttrs set.${name}) (builtins.attrNames set)));

  pkgs = {
    coreutils = "/nix/store/coreutils";
    formats.toml = _: {
      type = builtins.isAttrs;
      generate = _: value: lines value + tables value;
    };
  };

  module = import ../module.nix {
    inherit lib pkgs;
    config.services = values module.options.services
      { rulewarden = { inherit enable settings; package = "/nix/store/rulewarden"; }; } [ "services" ];
  };
in
{
  keys = keys "" module.options.services.rulewarden.settings.type.options;
  defined = module.config;
}
