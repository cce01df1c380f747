package io.github.rulewarden.doctor;

import io.github.rulewarden.api.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** What the checks have found so far. */
final class Findings {
  private final List<Diagnosis> diagnoses = new ArrayList<>();

  void error(String code, String text, String why, Remedy remedy) {
    add(new Diagnosis(Severity.ERROR, code, text, why, remedy));
  }

  void warning(String code, String text, String why, Remedy remedy) {
    add(new Diagnosis(Severity.WARNING, code, text, why, remedy));
  }

  void info(String code, String text, String why, Remedy remedy) {
    add(new Diagnosis(Severity.INFO, code, text, why, remedy));
  }

  void add(Diagnosis diagnosis) {
    diagnoses.add(diagnosis);
  }

  /**
   * Notes that something could not be looked at.
   *
   * @param what such as "the firewall"
   * @param reason a clause
   */
  void notExamined(String what, String reason) {
    boolean isForbidden =
        reason.contains("ermission denied") || reason.contains("peration not permitted");
    info(
        "not-examined",
        "not examined: " + what + ": " + Clause.of(reason),
        "what may be wrong there stays unseen",
        isForbidden ? Remedy.run("sudo rulewarden doctor") : Remedy.none());
  }

  /** Everything found, what matters most first, else in the order in which it was found. */
  List<Diagnosis> sorted() {
    List<Diagnosis> sorted = new ArrayList<>(diagnoses);
    sorted.sort((one, other) -> other.severity().compareTo(one.severity()));
    return List.copyOf(sorted);
  }
}
