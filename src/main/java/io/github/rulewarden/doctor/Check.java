package io.github.rulewarden.doctor;

/** Looks for one kind of problem. */
interface Check {
  /** Examines the host without changing it and adds what it finds. */
  void examine(HostState host, Findings findings);
}
