package io.github.rulewarden.doctor;

/** Looks for one kind of trouble. */
interface Check {
  /** Looks at the patient, changes nothing, and tells of what it found. */
  void examine(HostState patient, Findings findings);
}
