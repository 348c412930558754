package dev.sluice.localaws.cloudwatch.math;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What an expression is of: a number, values by time, or several of these. */
sealed interface Value {

    /** Applies it to each number in it. */
    Value map(DoubleUnaryOperator function);

    /** A number that is the same at all times. */
    record Scalar(double number) implements Value {

        @Override
        public Value map(DoubleUnaryOperator function) {
            return new Scalar(function.applyAsDouble(number));
        }
    }

    /** Values by the first second of their period. What is no finite number, such as a quotient by 0, is no value. */
    record Series(NavigableMap<Long, Double> values) implements Value {

        public Series {
            values = new TreeMap<>(values);
            values.values().removeIf(value -> !Double.isFinite(value));
        }

        @Override
        public Value map(DoubleUnaryOperator function) {
            NavigableMap<Long, Double> mapped = new TreeMap<>();
            values.forEach((time, value) -> mapped.put(time, function.applyAsDouble(value)));
            return new Series(mapped);
        }
    }

    /** An array of series. */
    record Array(List<Series> members) implements Value {

        @Override
        public Value map(DoubleUnaryOperator function) {
            return new Array(members.stream()
                    .map(member -> (Series) member.map(function))
                    .toList());
        }

        /** All times at which any member has a value. */
        NavigableSet<Long> times() {
            NavigableSet<Long> times = new TreeSet<>();
            members.forEach(member -> times.addAll(member.values().keySet()));
            return times;
        }
    }

    /**
     * Applies it number by number. Where only one of two series has a value, the other one counts as 0, in comparisons as well as in
     * sums (Amazon CloudWatch User Guide, "Using metric math": "Basic arithmetic functions", "Comparison and logical operators").
     */
    static Value combine(Value left, Value right, DoubleBinaryOperator function) {
        return switch (left) {
            case Scalar(double number) -> right.map(other -> function.applyAsDouble(number, other));
            case Array(List<Series> members)
            when right instanceof Array ->
                throw MathError.of("two arrays (" + members.size() + " series in the first) cannot be combined");
            case Array(List<Series> members) ->
                new Array(members.stream()
                        .map(member -> (Series) combine(member, right, function))
                        .toList());
            case Series(NavigableMap<Long, Double> values) ->
                switch (right) {
                    case Scalar(double number) -> left.map(value -> function.applyAsDouble(value, number));
                    case Array(List<Series> members) ->
                        new Array(members.stream()
                                .map(member -> (Series) combine(left, member, function))
                                .toList());
                    case Series(NavigableMap<Long, Double> others) -> {
                        NavigableMap<Long, Double> combined = new TreeMap<>();
                        for (Long time : new Array(List.of((Series) left, (Series) right)).times()) {
                            combined.put(
                                    time,
                                    function.applyAsDouble(
                                            values.getOrDefault(time, 0.0), others.getOrDefault(time, 0.0)));
                        }
                        yield new Series(combined);
                    }
                };
        };
    }
}
