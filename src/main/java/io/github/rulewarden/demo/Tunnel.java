package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A full-tunnel VPN that the real {@code wg-quick} sets up and removes. */
final class Tunnel {
  private final Commands commands;
  private final String name;
  private final Path configuration;

  private Tunnel(Commands commands, String name, Path configuration) {
    this.commands = commands;
    this.name = name;
    this.configuration = configuration;
  }

  /** Writes the configuration. */
  static Tunnel prepare(DemoNamespace namespace) throws ManagerException {
    Commands commands = namespace.commands();
    Path configuration = namespace.file(namespace.tunnelName() + ".conf");
    // The peer does not exist, so its public key can be any 32 bytes.
    String text =
        """
        [Interface]
        PrivateKey = %s
        Address = 198.51.100.2/32, 2001:db8:51::2/128
        [Peer]
        PublicKey = %s
        Endpoint = 203.0.113.1:51820
        AllowedIPs = 0.0.0.0/0, ::/0
        """
            .formatted(commands.run("wg", "genkey").strip(), commands.run("wg", "genkey").strip());
    try {
      Files.createFile(
          configuration,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(configuration, text);
    } catch (IOException e) {
      throw new ManagerException(
          Kind.UNREACHABLE, "The configuration for wg-quick cannot be written: " + e + ".");
    }
    return new Tunnel(commands, namespace.tunnelName(), configuration);
  }

  /** Returns the name of the link. */
  String name() {
    return name;
  }

  void up() throws ManagerException {
    commands.run("wg-quick", "up", configuration.toString());
  }

  void down() throws ManagerException {
    commands.run("wg-quick", "down", configuration.toString());
  }
}
