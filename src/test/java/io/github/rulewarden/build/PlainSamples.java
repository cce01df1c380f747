package io.github.rulewarden.build;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records with components of every kind, and switches over them. The supplier returns values of
 * which some are equal and some nearly equal. The function returns the result of a switch for a
 * value. The tests load this class both as compiled and as rewritten.
 */
public final class PlainSamples
    implements Supplier<List<Object>>, Function<@Nullable Object, String> {
  sealed interface Shape permits Nothing, Circle, Corner {
    /** A switch within an interface. */
    static String place(Object value) {
      return switch (value) {
        case Corner _ -> "in a corner";
        case Shape shape -> shape.side();
        default -> "nowhere";
      };
    }

    default String side() {
      return switch (this) {
        case Nothing _ -> "nowhere";
        case Circle _ -> "all around";
        case Corner corner -> corner.name();
      };
    }
  }

  record Nothing() implements Shape {}

  record Circle(double radius) implements Shape {}

  enum Corner implements Shape {
    LEFT,
    RIGHT
  }

  record Kinds(
      boolean flag,
      byte small,
      char letter,
      short shorter,
      int number,
      long longer,
      float single,
      double twice,
      @Nullable String text) {}

  public PlainSamples() {}

  @Override
  public List<Object> get() {
    List<Object> values = new ArrayList<>();
    values.add(new Nothing());
    values.add(new Nothing());
    for (double value : new double[] {0.0, -0.0, 1, Double.NaN, Double.NEGATIVE_INFINITY}) {
      values.add(new Circle(value));
      values.add(kinds(1, (float) value, value, "text"));
    }
    values.add(kinds(1, 0, 0, "text"));
    values.add(kinds(2, 0, 0, "text"));
    values.add(kinds(-1, 0, 0, null));
    values.add(kinds(-1, 0, 0, null));
    values.add(new Kinds(false, (byte) 1, '1', (short) 1, 1, 1, 0, 0, "text"));
    values.add("text");
    values.add(7);
    return values;
  }

  private static Kinds kinds(int all, float single, double twice, @Nullable String text) {
    long longer = (long) all << 33;
    return new Kinds(true, (byte) all, (char) all, (short) all, all, longer, single, twice, text);
  }

  @Override
  public String apply(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Circle(double radius) when radius > 0 -> "a circle of " + radius;
      case Kinds(_, _, _, _, int number, _, _, _, _) when number > 1 -> "many";
      case Circle circle -> "a point " + circle.radius();
      case Shape shape -> "a shape " + exhaustive(shape) + ", " + Shape.place(shape);
      case Kinds kinds -> "kinds " + kinds.text();
      case String text -> text;
      default -> "something else";
    };
  }

  private static String exhaustive(Shape shape) {
    return switch (shape) {
      case Nothing _ -> "of nothing";
      case Corner corner -> corner.name();
      case Circle _ -> "that is round";
    };
  }
}
