package io.github.rulewarden.dbus;

/**
 * Manager1 as introspection tells it. The D-Bus specification has no place for documentation; the
 * annotation is the one that GLib's tools write and read, and busctl passes it over.
 */
final class Manager1 {
  static final String XML =
      """
        <interface name="io.github.rulewarden.Manager1">
          <property name="Version" type="s" access="read">
            <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="const"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="The daemon's version."/>
          </property>
          <property name="State" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="idle, ok, inverted, contested, degraded or leak: the worst of all families."/>
          </property>
          <property name="Reason" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Why State is as it is, in one sentence."/>
          </property>
          <property name="Mode" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="repair or observe."/>
          </property>
          <property name="Strategy" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="How the order is kept: relocate."/>
          </property>
          <property name="Repairs" type="t" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Repairs since the daemon started."/>
          </property>
          <property name="Inversions" type="t" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Inversions since the daemon started."/>
          </property>
          <property name="LastRepairUSec" type="t" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="When the last repair ended, CLOCK_REALTIME; 0 if there was none."/>
          </property>
          <property name="LastRepairDurationUSec" type="t" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="From the event's receipt to the verified order."/>
          </property>
          <property name="Namespaces" type="aa{sv}" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Each family: netns s, family s, state s, reason s, repairs t, inversions t."/>
          </property>
          <property name="ConfigFiles" type="as" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="The files that the configuration in force was read from, in order."/>
          </property>
          <property name="ReloadResult" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Why the last reload changed nothing; empty if it was good."/>
          </property>
          <method name="ListRules">
            <arg name="netns" type="s" direction="in">
              <annotation name="org.gtk.GDBus.DocString"
                value="Empty: the host's."/>
            </arg>
            <arg name="family" type="s" direction="in">
              <annotation name="org.gtk.GDBus.DocString"
                value="ipv4, ipv6, or empty: both."/>
            </arg>
            <arg name="rules" type="aa{sv}" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="Each: priority u, text s, role s, protocol y, since t, family s."/>
            </arg>
            <annotation name="org.gtk.GDBus.DocString"
              value="The rules in the order they are asked."/>
          </method>
          <method name="Check">
            <arg name="ok" type="b" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="Whether no finding is more than information."/>
            </arg>
            <arg name="findings" type="aa{sv}" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="Each: netns s, family s, severity s, code s, text s, fix s."/>
            </arg>
            <annotation name="org.gtk.GDBus.DocString"
              value="What is wrong with the rules, and what to do about it."/>
          </method>
          <method name="Plan">
            <arg name="steps" type="as" direction="out"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="The ip commands that Repair would do now."/>
          </method>
          <method name="History">
            <arg name="max" type="u" direction="in">
              <annotation name="org.gtk.GDBus.DocString"
                value="So many of the latest at most."/>
            </arg>
            <arg name="entries" type="aa{sv}" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="time t, kind, netns, family, text, opponent s, durationUSec t, steps as."/>
            </arg>
            <annotation name="org.gtk.GDBus.DocString"
              value="What happened, oldest first."/>
          </method>
          <method name="Metrics">
            <arg name="text" type="s" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="As Prometheus reads it, text format 0.0.4."/>
            </arg>
            <annotation name="org.gtk.GDBus.DocString"
              value="Counters and states."/>
          </method>
          <method name="Repair">
            <arg name="steps" type="as" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="What was done."/>
            </arg>
            <annotation name="org.freedesktop.systemd1.Privileged" value="true"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Repairs now, in mode observe too. polkit: io.github.rulewarden.repair."/>
          </method>
          <method name="Undo">
            <arg name="steps" type="as" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="What was done."/>
            </arg>
            <annotation name="org.freedesktop.systemd1.Privileged" value="true"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Puts moved rules back and sets observe. polkit: io.github.rulewarden.repair."/>
          </method>
          <method name="Reload">
            <annotation name="org.freedesktop.systemd1.Privileged" value="true"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Reads the configuration again. polkit: io.github.rulewarden.reload."/>
          </method>
          <method name="SetMode">
            <arg name="mode" type="s" direction="in">
              <annotation name="org.gtk.GDBus.DocString"
                value="repair or observe."/>
            </arg>
            <annotation name="org.freedesktop.systemd1.Privileged" value="true"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Until Reload or a restart. polkit: io.github.rulewarden.set-mode."/>
          </method>
          <signal name="Inverted">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="reason" type="s"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="A rule of a VPN was found ahead of Tailscale's."/>
          </signal>
          <signal name="Repaired">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="steps" type="as"/>
            <arg name="durationUSec" type="t"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="The order was put right and read back."/>
          </signal>
          <signal name="Contested">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="opponent" type="s"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Somebody undoes the repairs; they pause."/>
          </signal>
          <signal name="Leak">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="reason" type="s"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="What a VPN should carry goes out in the clear, or the LAN's traffic into it."/>
          </signal>
          <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="true"/>
        </interface>
      """;

  private Manager1() {}
}
