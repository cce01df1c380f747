package io.github.rulewarden.doctor;

/** Turns sentences into clauses. Changes only the punctuation; no check depends on it. */
final class Clause {
  private Clause() {}

  /** Returns a sentence without its full stop. */
  static String of(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
