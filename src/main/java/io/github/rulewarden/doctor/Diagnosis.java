package io.github.rulewarden.doctor;

import io.github.rulewarden.api.Finding.Severity;

/**
 * One thing that an operator should know about the host.
 *
 * @param code a word for programs, which stays the same while the text may change
 * @param text what was found, one clause without a full stop
 * @param why it matters, one or two clauses without a full stop
 */
public record Diagnosis(Severity severity, String code, String text, String why, Remedy remedy) {}
