/**
 * What the build does to the compiled classes, before anything is tested or packed.
 *
 * <p><b>2026-11-26: no bootstraps at the start.</b> Pattern switches, and {@code equals} and {@code
 * hashCode} of records, are compiled to {@code invokedynamic}: what they do is put together when
 * they run for the first time. Java 25 keeps that in an AOT cache for lambdas, but not for these,
 * and the first repair waited 40 ms for them. {@link io.github.rulewarden.build.PlainClasses}
 * writes out what they would have come to, so that the sources can use either as they like.
 */
@NullMarked
package io.github.rulewarden.build;

import org.jspecify.annotations.NullMarked;
