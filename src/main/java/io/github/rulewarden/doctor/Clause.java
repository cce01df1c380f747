package io.github.rulewarden.doctor;

/** Part of a sentence. */
final class Clause {
  private Clause() {}

  /** A sentence without its full stop. */
  static String of(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
