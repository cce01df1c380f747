package io.github.rulewarden.doctor;

import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.doctor.host.Probe;
import java.util.ArrayList;
import java.util.List;

/** Collects what the checks find. */
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
   * Adds the finding that something could not be examined.
   *
   * @param what such as "the firewall"
   */
  void notExamined(String what, Probe.Failure failure) {
    Remedy remedy =
        switch (failure.cause()) {
          case FORBIDDEN -> Remedy.run("sudo rulewarden doctor");
          case REFUSED, OTHER -> Remedy.none();
        };
    info(
        "not-examined",
        "not examined: " + what + ": " + Clause.of(failure.text()),
        "the doctor cannot find problems there",
        remedy);
  }

  /** All findings, the most severe first, otherwise in the order of the checks. */
  List<Diagnosis> sorted() {
    List<Diagnosis> sorted = new ArrayList<>(diagnoses);
    sorted.sort((one, other) -> other.severity().compareTo(one.severity()));
    return List.copyOf(sorted);
  }
}
