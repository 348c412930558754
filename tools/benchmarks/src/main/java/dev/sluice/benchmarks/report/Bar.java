package dev.sluice.benchmarks.report;

/**
 * A measured value and what it should be.
 *
 * @param what such as {@code CPU per no-op job ÷ bare loop, native}
 * @param unit empty for a ratio
 */
public record Bar(String what, double value, Side side, double limit, String unit) {

    /** On which side of the limit the value should be. */
    public enum Side {
        AT_MOST("≤"),
        AT_LEAST("≥");

        private final String sign;

        Side(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    public boolean met() {
        return side == Side.AT_MOST ? value <= limit : value >= limit;
    }
}
