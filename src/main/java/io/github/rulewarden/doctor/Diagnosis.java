package io.github.rulewarden.doctor;

import io.github.rulewarden.api.Finding.Severity;

/**
 * One finding about the host.
 *
 * @param code identifies the finding to programs; unlike the text it never changes
 * @param text what was found, one clause without a full stop
 * @param why it matters, one or two clauses without a full stop
 */
public record Diagnosis(Severity severity, String code, String text, String why, Remedy remedy) {}
