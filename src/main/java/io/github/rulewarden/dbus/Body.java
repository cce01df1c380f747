package io.github.rulewarden.dbus;

/**
 * What an answer carries.
 *
 * @param signature the types of the values, as the D-Bus specification writes them
 */
@SuppressWarnings("ArrayRecordComponent") // as dbus-java takes them; never compared
record Body(String signature, Object... values) {
  static final Body EMPTY = new Body("");
}
