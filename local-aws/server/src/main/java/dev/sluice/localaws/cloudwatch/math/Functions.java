package dev.sluice.localaws.cloudwatch.math;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

import dev.sluice.localaws.cloudwatch.metrics.Periods;

/** The functions of metric math that are supported. */
final class Functions {

    private static final Map<String, DoubleUnaryOperator> OF_NUMBERS =
            Map.of("ABS", Math::abs, "CEIL", Math::ceil, "FLOOR", Math::floor);

    private static final Map<String, ToDoubleFunction<DoubleStream>> OF_MANY = Map.of(
            "SUM", DoubleStream::sum,
            "AVG", numbers -> numbers.average().orElse(Double.NaN),
            "MIN", numbers -> numbers.min().orElse(Double.NaN),
            "MAX", numbers -> numbers.max().orElse(Double.NaN));

    /** As many as GetMetricData gives datapoints. */
    private static final int MAX_FILLED = 100_800;

    private Functions() {}

    /** @throws dev.sluice.localaws.cloudwatch.api.Rejection when there is none for so many arguments */
    static Expression named(String name, List<Expression> arguments) {
        int count = arguments.size();
        if (OF_NUMBERS.containsKey(name) && count == 1) {
            return scope -> arguments.getFirst().evaluate(scope).map(OF_NUMBERS.get(name));
        }
        if (name.equals("DIFF") && count == 1) {
            return scope -> difference(arguments.getFirst().evaluate(scope));
        }
        if (OF_MANY.containsKey(name) && count == 1) {
            return scope -> aggregate(arguments.getFirst().evaluate(scope), OF_MANY.get(name), name.equals("AVG"));
        }
        if (name.equals("IF") && (count == 2 || count == 3)) {
            return scope -> choose(
                    arguments.getFirst().evaluate(scope),
                    arguments.get(1).evaluate(scope),
                    count == 3 ? arguments.get(2).evaluate(scope) : new Value.Series(new TreeMap<>()));
        }
        if (name.equals("METRICS") && count == 0) {
            return Expression.Scope::metrics;
        }
        if (name.equals("PERIOD") && count == 1) {
            return scope -> new Value.Scalar(scope.periods().length());
        }
        throw MathError.of("the function " + name + " with " + count
                + " arguments does not exist or is not supported by the local CloudWatch");
    }

    /** Of each value and the one before, whenever that was. */
    private static Value difference(Value of) {
        return switch (of) {
            case Value.Scalar scalar -> throw MathError.of("DIFF is for time series");
            case Value.Array(List<Value.Series> members) ->
                new Value.Array(members.stream()
                        .map(member -> (Value.Series) difference(member))
                        .toList());
            case Value.Series(NavigableMap<Long, Double> values) -> {
                NavigableMap<Long, Double> differences = new TreeMap<>();
                values.forEach((time, value) -> {
                    Double before = valueBefore(time, values);
                    if (before != null) {
                        differences.put(time, value - before);
                    }
                });
                yield new Value.Series(differences);
            }
        };
    }

    /**
     * Of a series one number; of an array one series, in which the members that have no value do not count. In an average they are 0
     * (Amazon CloudWatch User Guide, "Using metric math", AVG); of the others it says nothing.
     */
    private static Value aggregate(Value of, ToDoubleFunction<DoubleStream> function, boolean missingIsZero) {
        return switch (of) {
            case Value.Scalar scalar -> throw MathError.of("a number cannot be aggregated");
            case Value.Series(NavigableMap<Long, Double> values) ->
                new Value.Scalar(function.applyAsDouble(values.values().stream().mapToDouble(Double::doubleValue)));
            case Value.Array array -> {
                NavigableMap<Long, Double> aggregated = new TreeMap<>();
                for (Long time : array.times()) {
                    aggregated.put(
                            time,
                            function.applyAsDouble(array.members().stream()
                                    .filter(member ->
                                            missingIsZero || member.values().containsKey(time))
                                    .mapToDouble(member -> member.values().getOrDefault(time, 0.0))));
                }
                yield new Value.Series(aggregated);
            }
        };
    }

    /** @param filling {@code null} to repeat the value before */
    static Value fill(Value filled, Value filling, Periods periods) {
        if (periods.count() > MAX_FILLED) {
            throw MathError.of("FILL is for at most " + MAX_FILLED + " periods");
        }
        return switch (filled) {
            case Value.Scalar scalar -> throw MathError.of("FILL is for time series");
            case Value.Array(List<Value.Series> members) ->
                new Value.Array(members.stream()
                        .map(member -> (Value.Series) fill(member, filling, periods))
                        .toList());
            case Value.Series(NavigableMap<Long, Double> values) -> {
                NavigableMap<Long, Double> full = new TreeMap<>(values);
                periods.starts().forEach(time -> {
                    Double value = filling == null ? valueBefore(time, full) : valueAt(time, filling);
                    if (value != null) {
                        full.putIfAbsent(time, value);
                    }
                });
                yield new Value.Series(full);
            }
        };
    }

    /**
     * Where the condition is missing, so is the result; where it is true, what is missing of the one is 0; where it is false, what
     * is missing of the other is missing (Amazon CloudWatch User Guide, "Using metric math", "Using IF expressions").
     */
    private static Value choose(Value condition, Value then, Value otherwise) {
        if (condition instanceof Value.Scalar(double number)) {
            return number != 0 ? then : otherwise;
        }
        if (!(condition instanceof Value.Series(NavigableMap<Long, Double> values))) {
            throw MathError.of("the condition of IF is a number or a time series");
        }
        NavigableMap<Long, Double> chosen = new TreeMap<>();
        values.forEach((time, isTrue) -> {
            Double value = valueAt(time, isTrue != 0 ? then : otherwise);
            if (value == null && isTrue != 0) {
                value = 0.0;
            }
            if (value != null) {
                chosen.put(time, value);
            }
        });
        return new Value.Series(chosen);
    }

    private static Double valueAt(long time, Value value) {
        return switch (value) {
            case Value.Scalar(double number) -> (Double) number;
            case Value.Series(NavigableMap<Long, Double> values) -> values.get(time);
            case Value.Array array -> throw MathError.of("an array cannot stand for one value");
        };
    }

    private static Double valueBefore(long time, NavigableMap<Long, Double> values) {
        Map.Entry<Long, Double> before = values.lowerEntry(time);
        return before == null ? null : before.getValue();
    }
}
