/**
 * Findings about the rules of one family, as values; the package {@code text} makes the sentences.
 *
 * <p>A new finding goes into {@link io.github.rulewarden.policy.diagnosis.RuleFinding}; {@link
 * io.github.rulewarden.policy.diagnosis.RuleDiagnostics} finds it. javac then reports the two
 * switches: {@code text.FindingText} gives it a code ({@code api.Finding.Code}), a severity, a text
 * and a fix, and {@code text.EffectText} says why it matters. A finding about something else on the
 * host needs a check in {@code doctor.Doctor.CHECKS}.
 */
@NullMarked
package io.github.rulewarden.policy.diagnosis;

import org.jspecify.annotations.NullMarked;
