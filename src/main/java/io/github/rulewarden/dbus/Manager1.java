package io.github.rulewarden.dbus;

/**
 * The introspection data of Manager1. The D-Bus specification has no element for documentation, so
 * this uses the annotation that GLib's tools write and read; busctl ignores it.
 */
final class Manager1 {
  static final String XML =
      """
        <interface name="io.github.rulewarden.Manager1">
          <property name="Version" type="s" access="read">
            <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="const"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="The version of the daemon."/>
          </property>
          <property name="State" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="idle, ok, inverted, contested, degraded or leak: the worst of all families."/>
          </property>
          <property name="Reason" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="The reason for State, in one sentence."/>
          </property>
          <property name="Mode" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="repair or observe."/>
          </property>
          <property name="Strategy" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="How repairs restore the order: relocate."/>
          </property>
          <property name="Repairs" type="t" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Number of repairs since the daemon started."/>
          </property>
          <property name="Inversions" type="t" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Number of inversions since the daemon started."/>
          </property>
          <property name="LastRepairUSec" type="t" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="When the last repair ended (CLOCK_REALTIME); 0 if there was none."/>
          </property>
          <property name="LastRepairDurationUSec" type="t" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Duration of the last repair, from receiving the event to verifying the order."/>
          </property>
          <property name="Namespaces" type="aa{sv}" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Each family: netns s, family s, state s, reason s, repairs t, inversions t."/>
          </property>
          <property name="ConfigFiles" type="as" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="The files of the current configuration, in the order of reading."/>
          </property>
          <property name="ReloadResult" type="s" access="read">
            <annotation name="org.gtk.GDBus.DocString"
              value="Why the last reload failed and changed nothing; empty if it succeeded."/>
          </property>
          <method name="ListRules">
            <arg name="netns" type="s" direction="in">
              <annotation name="org.gtk.GDBus.DocString"
                value="Empty: the daemon's own namespace, the only one that is watched."/>
            </arg>
            <arg name="family" type="s" direction="in">
              <annotation name="org.gtk.GDBus.DocString"
                value="ipv4, ipv6, or empty for both."/>
            </arg>
            <arg name="rules" type="aa{sv}" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="Each rule: priority u, text s, role s, protocol y, since t, family s."/>
            </arg>
            <annotation name="org.gtk.GDBus.DocString"
              value="The rules, in the order in which the kernel evaluates them."/>
          </method>
          <method name="Check">
            <arg name="ok" type="b" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="False if a finding is a warning or an error."/>
            </arg>
            <arg name="findings" type="aa{sv}" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="Each finding: netns s, family s, severity s, code s, text s, fix s."/>
            </arg>
            <annotation name="org.gtk.GDBus.DocString"
              value="Checks the rules and reports problems with their fixes."/>
          </method>
          <method name="Plan">
            <arg name="steps" type="as" direction="out"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="The ip commands that Repair would execute now."/>
          </method>
          <method name="History">
            <arg name="max" type="u" direction="in">
              <annotation name="org.gtk.GDBus.DocString"
                value="The maximum number of entries; the latest are returned."/>
            </arg>
            <arg name="entries" type="aa{sv}" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="time t, kind, netns, family, text, opponent s, durationUSec t, steps as."/>
            </arg>
            <annotation name="org.gtk.GDBus.DocString"
              value="The history of events, oldest first."/>
          </method>
          <method name="Metrics">
            <arg name="text" type="s" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="The metrics in the Prometheus text format 0.0.4."/>
            </arg>
            <annotation name="org.gtk.GDBus.DocString"
              value="Returns counters and states."/>
          </method>
          <method name="Repair">
            <arg name="steps" type="as" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="The ip commands that were executed."/>
            </arg>
            <annotation name="org.freedesktop.systemd1.Privileged" value="true"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Repairs now, even in mode observe. polkit: io.github.rulewarden.repair."/>
          </method>
          <method name="Undo">
            <arg name="steps" type="as" direction="out">
              <annotation name="org.gtk.GDBus.DocString"
                value="The ip commands that were executed."/>
            </arg>
            <annotation name="org.freedesktop.systemd1.Privileged" value="true"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Moves rules back and sets mode observe. polkit: io.github.rulewarden.repair."/>
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
              value="Sets Mode until Reload or a restart. polkit: io.github.rulewarden.set-mode."/>
          </method>
          <signal name="Inverted">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="reason" type="s"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="A VPN's rule is ahead of Tailscale's lookup."/>
          </signal>
          <signal name="Repaired">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="steps" type="as"/>
            <arg name="durationUSec" type="t"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="The order was repaired and verified."/>
          </signal>
          <signal name="Contested">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="opponent" type="s"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Repairs are paused because another process keeps undoing them."/>
          </signal>
          <signal name="Leak">
            <arg name="netns" type="s"/>
            <arg name="family" type="s"/>
            <arg name="reason" type="s"/>
            <annotation name="org.gtk.GDBus.DocString"
              value="Traffic bypasses a VPN that should carry it, or LAN traffic enters a VPN."/>
          </signal>
          <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="true"/>
        </interface>
      """;

  private Manager1() {}
}
