package io.github.rulewarden;

/** The version of this build: written by Maven, so that nothing has to be read for it. */
final class Version {
  static final String TEXT = "${project.version}";

  private Version() {}
}
