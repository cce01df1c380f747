package io.github.rulewarden.dbus;

/** The names of Rulewarden on the bus, of the bus itself (the D-Bus specification), of polkit. */
final class Names {
  static final String SERVICE = "io.github.rulewarden";
  static final String PATH = "/io/github/rulewarden";
  static final String MANAGER = "io.github.rulewarden.Manager1";

  static final String BUS = "org.freedesktop.DBus";
  static final String BUS_PATH = "/org/freedesktop/DBus";
  static final String INTROSPECTABLE = "org.freedesktop.DBus.Introspectable";
  static final String PEER = "org.freedesktop.DBus.Peer";
  static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  static final String POLKIT = "org.freedesktop.PolicyKit1";
  static final String POLKIT_PATH = "/org/freedesktop/PolicyKit1/Authority";
  static final String POLKIT_AUTHORITY = "org.freedesktop.PolicyKit1.Authority";

  private Names() {}
}
