package dev.sluice.localaws.cloudwatch.alarms;

import java.util.Arrays;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** When a value breaches a threshold. */
enum Comparison {
    GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold", "greater than or equal to") {
        @Override
        boolean isBreach(double value, double threshold) {
            return value >= threshold;
        }
    },
    GREATER("GreaterThanThreshold", "greater than") {
        @Override
        boolean isBreach(double value, double threshold) {
            return value > threshold;
        }
    },
    LESS("LessThanThreshold", "less than") {
        @Override
        boolean isBreach(double value, double threshold) {
            return value < threshold;
        }
    },
    LESS_OR_EQUAL("LessThanOrEqualToThreshold", "less than or equal to") {
        @Override
        boolean isBreach(double value, double threshold) {
            return value <= threshold;
        }
    };

    private final String name;
    private final String words;

    Comparison(String name, String words) {
        this.name = name;
        this.words = words;
    }

    /** @throws Rejection when it is not one of the four */
    static Comparison named(String name) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.name.equals(name))
                .findFirst()
                .orElseThrow(() -> Rejection.validation("The value " + name
                        + " for parameter ComparisonOperator is invalid or not supported by the local CloudWatch."));
    }

    abstract boolean isBreach(double value, double threshold);

    /** As a reason says it. */
    String words() {
        return words;
    }
}
