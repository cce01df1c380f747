package io.github.rulewarden.dbus;

/** The documents that {@code busctl introspect} and {@code busctl tree} read. */
final class Introspection {
  private static final String HEAD =
      """
      <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
      """;

  /** The interfaces that every object has. */
  private static final String STANDARD =
      """
        <interface name="org.freedesktop.DBus.Properties">
          <method name="Get">
            <arg name="interface" type="s" direction="in"/>
            <arg name="property" type="s" direction="in"/>
            <arg name="value" type="v" direction="out"/>
          </method>
          <method name="GetAll">
            <arg name="interface" type="s" direction="in"/>
            <arg name="properties" type="a{sv}" direction="out"/>
          </method>
          <method name="Set">
            <arg name="interface" type="s" direction="in"/>
            <arg name="property" type="s" direction="in"/>
            <arg name="value" type="v" direction="in"/>
          </method>
          <signal name="PropertiesChanged">
            <arg name="interface" type="s"/>
            <arg name="changed" type="a{sv}"/>
            <arg name="invalidated" type="as"/>
          </signal>
        </interface>
        <interface name="org.freedesktop.DBus.Introspectable">
          <method name="Introspect">
            <arg name="xml" type="s" direction="out"/>
          </method>
        </interface>
        <interface name="org.freedesktop.DBus.Peer">
          <method name="Ping"/>
          <method name="GetMachineId">
            <arg name="id" type="s" direction="out"/>
          </method>
        </interface>
      """;

  private Introspection() {}

  /** Whether {@code path} is the path of the object or of a node above it. */
  static boolean knows(String path) {
    return path.equals(Names.PATH) || path.equals("/") || Names.PATH.startsWith(path + "/");
  }

  /** The document for a path that {@link #knows} accepts. */
  static String of(String path) {
    if (path.equals(Names.PATH)) {
      return HEAD + "<node>\n" + Manager1.XML + STANDARD + "</node>\n";
    }
    int start = path.equals("/") ? 1 : path.length() + 1;
    int end = Names.PATH.indexOf('/', start);
    String child = Names.PATH.substring(start, end < 0 ? Names.PATH.length() : end);
    return HEAD + "<node><node name=\"" + child + "\"/></node>\n";
  }
}
