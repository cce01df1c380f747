package io.github.rulewarden.dbus;

/** The names of Rulewarden and of polkit on the bus. */
final class Names {
  static final String SERVICE = "io.github.rulewarden";
  static final String PATH = "/io/github/rulewarden";
  static final String MANAGER = "io.github.rulewarden.Manager1";

  static final String POLKIT = "org.freedesktop.PolicyKit1";
  static final String POLKIT_PATH = "/org/freedesktop/PolicyKit1/Authority";
  static final String POLKIT_AUTHORITY = "org.freedesktop.PolicyKit1.Authority";

  private Names() {}
}
