package dev.sluice.localaws.cloudwatch.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** What a caller wants to know of a distribution: one of the five simple statistics, or a percentile. */
public sealed interface Statistic {

    /** Of a distribution, if what has been written tells it. */
    OptionalDouble of(Distribution samples);

    /**
     * @param name {@code Sum} and its like, or {@code p} with a number from 0 to 100 of at most ten decimals
     * @throws Rejection when it is none of these; CloudWatch has more, such as trimmed means
     */
    static Statistic named(String name) {
        for (Simple simple : Simple.values()) {
            if (simple.text.equals(name)) {
                return simple;
            }
        }
        return percentile(name);
    }

    /** @throws Rejection when it is not one of the five */
    static Statistic simple(String name) {
        return Arrays.stream(Simple.values())
                .filter(simple -> simple.text.equals(name))
                .findFirst()
                .orElseThrow(() -> Rejection.invalidValue("The statistic " + name + " is invalid."));
    }

    /** @throws Rejection when it is no percentile */
    static Statistic percentile(String name) {
        Matcher percentile = Percentile.NAME.matcher(name == null ? "" : name);
        if (!percentile.matches() || Double.parseDouble(percentile.group(1)) > 100) {
            throw Rejection.validation("The statistic " + name + " is invalid or not supported by the local CloudWatch,"
                    + " which knows SampleCount, Average, Sum, Minimum, Maximum, and percentiles such as p99.9.");
        }
        return new Percentile(Double.parseDouble(percentile.group(1)));
    }

    /** Those that a statistic set tells, too. */
    enum Simple implements Statistic {
        SAMPLE_COUNT("SampleCount") {
            @Override
            public OptionalDouble of(Distribution samples) {
                return OptionalDouble.of(samples.sampleCount());
            }
        },
        AVERAGE("Average") {
            @Override
            public OptionalDouble of(Distribution samples) {
                return OptionalDouble.of(samples.sum() / samples.sampleCount());
            }
        },
        SUM("Sum") {
            @Override
            public OptionalDouble of(Distribution samples) {
                return OptionalDouble.of(samples.sum());
            }
        },
        MINIMUM("Minimum") {
            @Override
            public OptionalDouble of(Distribution samples) {
                return OptionalDouble.of(samples.minimum());
            }
        },
        MAXIMUM("Maximum") {
            @Override
            public OptionalDouble of(Distribution samples) {
                return OptionalDouble.of(samples.maximum());
            }
        };

        private final String text;

        Simple(String text) {
            this.text = text;
        }
    }

    /** Nothing is told of samples that came as a statistic set, as in CloudWatch, unless all in it were equal. */
    record Percentile(double percent) implements Statistic {

        private static final Pattern NAME = Pattern.compile("p(\\d{1,3}(?:\\.\\d{1,10})?)");

        @Override
        public OptionalDouble of(Distribution samples) {
            return samples.isDetailed() ? OptionalDouble.of(samples.percentile(percent)) : OptionalDouble.empty();
        }
    }
}
