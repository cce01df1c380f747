package io.github.rulewarden.dbus;

/** What {@code busctl introspect} and {@code busctl tree} are told. */
final class Introspection {
  private static final String HEAD =
      """
      <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
      """;

  private static final String OBJECT =
      """
      <node>
        <interface name="io.github.rulewarden.Manager1">
          <property name="Version" type="s" access="read">
            <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="const"/>
          </property>
          <property name="State" type="s" access="read"/>
          <property name="Reason" type="s" access="read"/>
          <property name="Mode" type="s" access="read"/>
          <property name="Strategy" type="s" access="read"/>
          <property name="Repairs" type="t" access="read"/>
          <property name="Inversions" type="t" access="read"/>
          <property name="LastRepairUSec" type="t" access="read"/>
          <property name="LastRepairDurationUSec" type="t" access="read"/>
          <property name="Namespaces" type="aa{sv}" access="read"/>
          <method name="ListRules">
            <arg name="netns" type="s" direction="in"/>
            <arg name="family" type="s" direction="in"/>
            <arg name="rules" type="aa{sv}" direction="out"/>
          </method>
          <method name="Repair">
            <arg name="steps" type="as" direction="out"/>
            <annotation name="org.freedesktop.systemd1.Privileged" value="true"/>
          </method>
          <signal name="Inverted">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="reason" type="s"/>
          </signal>
          <signal name="Repaired">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="steps" type="as"/>
            <arg name="durationUSec" type="t"/>
          </signal>
          <signal name="Contested">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="opponent" type="s"/>
          </signal>
          <signal name="Leak">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="reason" type="s"/>
          </signal>
          <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="true"/>
        </interface>
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
      </node>
      """;

  private Introspection() {}

  /** Whether there is anything at {@code path}: the object itself or a node above it. */
  static boolean knows(String path) {
    return path.equals(Names.PATH) || path.equals("/") || Names.PATH.startsWith(path + "/");
  }

  /** The description of a path that is known. */
  static String of(String path) {
    if (path.equals(Names.PATH)) {
      return HEAD + OBJECT;
    }
    int start = path.equals("/") ? 1 : path.length() + 1;
    int end = Names.PATH.indexOf('/', start);
    String child = Names.PATH.substring(start, end < 0 ? Names.PATH.length() : end);
    return HEAD + "<node><node name=\"" + child + "\"/></node>\n";
  }
}
