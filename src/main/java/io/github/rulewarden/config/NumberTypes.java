package io.github.rulewarden.config;

import io.github.rulewarden.config.Assignment.Value;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The types of keys that take numbers. */
final class NumberTypes {
  private NumberTypes() {}

  /** A counter from 1. */
  record Count(int max) implements ValueType<Integer> {
    @Override
    public Integer parse(Assignment assignment) throws ConfigurationException {
      if (assignment.value() instanceof Value.Whole(long number) && 1 <= number && number <= max) {
        return (int) number;
      }
      throw assignment.unexpected("a number from 1 to " + max);
    }

    @Override
    public String print(Integer number) {
      return number.toString();
    }
  }

  /** A routing table, but none of the kernel's own. */
  record Table() implements ValueType<Long> {
    @Override
    public Long parse(Assignment assignment) throws ConfigurationException {
      OptionalLong table = UnsignedInt.of(assignment.value());
      if (table.isEmpty() || table.getAsLong() == 0 || Tables.isKernels(table.getAsLong())) {
        throw assignment.unexpected(
            "a table number from 1 to 4294967295, except the kernel's 253, 254 and 255");
      }
      return table.getAsLong();
    }

    @Override
    public String print(Long table) {
      return table.toString();
    }
  }

  /** A mark without a mask, or a routing table. */
  record MarkOrTable() implements ValueType<Long> {
    @Override
    public Long parse(Assignment assignment) throws ConfigurationException {
      OptionalLong number = UnsignedInt.of(assignment.value());
      if (number.isEmpty() || number.getAsLong() == 0) {
        throw assignment.unexpected(
            "a mark or a table number from 1 to 4294967295, decimal or \"0x...\"");
      }
      return number.getAsLong();
    }

    @Override
    public String print(Long number) {
      return number < FIRST_MARK ? number.toString() : ValueType.quoted(UnsignedInt.hex(number));
    }

    /** From here on a number is printed as a mark and not as a table. */
    private static final long FIRST_MARK = 0x10000;
  }

  /** An array of numbers. */
  record Numbers(ValueType<Long> element, String expected) implements ValueType<Set<Long>> {
    static final Numbers TABLES = new Numbers(new Table(), "an array of tables such as [51820]");
    static final Numbers MARKS_AND_TABLES =
        new Numbers(new MarkOrTable(), "an array of marks and tables such as [\"0x1bd00\", 7120]");

    @Override
    public Set<Long> parse(Assignment assignment) throws ConfigurationException {
      if (!(assignment.value() instanceof Value.Items(List<Assignment> items))) {
        throw assignment.unexpected(expected);
      }
      Set<Long> numbers = new TreeSet<>();
      List<ConfigurationException.Problem> problems = new ArrayList<>();
      for (Assignment item : items) {
        try {
          numbers.add(element.parse(item));
        } catch (ConfigurationException e) {
          problems.addAll(e.problems());
        }
      }
      ConfigurationException.throwIfAny(problems);
      return numbers;
    }

    @Override
    public String print(Set<Long> numbers) {
      MarkOrTable type = new MarkOrTable();
      List<String> words = new ArrayList<>();
      for (long number : new TreeSet<>(numbers)) {
        words.add(type.print(number));
      }
      return "[" + String.join(", ", words) + "]";
    }
  }

  /** A mark with a mask. Without a mask all bits of a packet's mark are compared. */
  record MarkAndMask() implements ValueType<Mark> {
    private static final String EXPECTED = "a mark and its mask such as \"0x80000/0xff0000\"";

    @Override
    public Mark parse(Assignment assignment) throws ConfigurationException {
      OptionalLong alone = UnsignedInt.of(assignment.value());
      if (alone.isPresent()) {
        return mark(assignment, alone.getAsLong(), UnsignedInt.MAX);
      }
      if (assignment.value() instanceof Value.Text(String text)) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
          OptionalLong value = UnsignedInt.of(text.substring(0, slash));
          OptionalLong mask = UnsignedInt.of(text.substring(slash + 1));
          if (value.isPresent() && mask.isPresent()) {
            return mark(assignment, value.getAsLong(), mask.getAsLong());
          }
        }
      }
      throw assignment.unexpected(EXPECTED);
    }

    private static Mark mark(Assignment assignment, long value, long mask)
        throws ConfigurationException {
      // The mark of an unmarked packet is 0, and a mask of 0 matches every packet.
      if (value == 0 || mask == 0) {
        throw assignment.unexpected(EXPECTED + ", neither of them 0");
      }
      if ((value & ~mask) != 0) {
        throw assignment.unexpected(EXPECTED + ", with no bit of the mark outside its mask");
      }
      return new Mark((int) value, (int) mask);
    }

    @Override
    public String print(Mark mark) {
      return ValueType.quoted(
          UnsignedInt.hex(Integer.toUnsignedLong(mark.value()))
              + "/"
              + UnsignedInt.hex(Integer.toUnsignedLong(mark.mask())));
    }
  }

  /**
   * The priorities that moved rules may take: after 5200 to 5299, where tailscaled has its rules
   * and reacts to each delete, and before 9000, where the ranges of other programs begin.
   */
  record Priorities() implements ValueType<Range> {
    private static final Range ALLOWED = new Range(5300, 8999);

    @Override
    public Range parse(Assignment assignment) throws ConfigurationException {
      if (assignment.value() instanceof Value.Text(String text)) {
        int dash = text.indexOf('-');
        if (dash >= 0) {
          OptionalLong first = UnsignedInt.of(text.substring(0, dash));
          OptionalLong last = UnsignedInt.of(text.substring(dash + 1));
          if (first.isPresent()
              && last.isPresent()
              && first.getAsLong() < last.getAsLong()
              && ALLOWED.contains(first.getAsLong())
              && ALLOWED.contains(last.getAsLong())) {
            return new Range(first.getAsLong(), last.getAsLong());
          }
        }
      }
      throw assignment.unexpected(
          "a range of two or more priorities within 5300-8999, lowest first, such as"
              + " \"5300-5999\"");
    }

    @Override
    public String print(Range range) {
      return ValueType.quoted(range.first() + "-" + range.last());
    }
  }
}
