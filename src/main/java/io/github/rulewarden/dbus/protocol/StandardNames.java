package io.github.rulewarden.dbus.protocol;

/** The names of the bus and of the interfaces that every service has (D-Bus specification). */
public final class StandardNames {
  public static final String BUS = "org.freedesktop.DBus";
  public static final String BUS_PATH = "/org/freedesktop/DBus";
  public static final String INTROSPECTABLE = "org.freedesktop.DBus.Introspectable";
  public static final String PEER = "org.freedesktop.DBus.Peer";
  public static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  private StandardNames() {}
}
