package dev.sluice.catalog.deployment.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How numbers are described: those that a type cannot hold are none of its. */
final class NumberSchemas {

    /** The least and the greatest that a type holds. */
    private record Range(boolean whole, BigDecimal least, BigDecimal greatest) {

        static Range whole(long least, long greatest) {
            return new Range(true, BigDecimal.valueOf(least), BigDecimal.valueOf(greatest));
        }

        static Range real(String greatest) {
            return new Range(false, new BigDecimal(greatest).negate(), new BigDecimal(greatest));
        }
    }

    private static final Range BYTE = Range.whole(Byte.MIN_VALUE, Byte.MAX_VALUE);
    private static final Range SHORT = Range.whole(Short.MIN_VALUE, Short.MAX_VALUE);
    private static final Range INT = Range.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Range LONG = Range.whole(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Range FLOAT = Range.real(Float.toString(Float.MAX_VALUE));
    private static final Range DOUBLE = Range.real(Double.toString(Double.MAX_VALUE));

    private static final Map<Class<?>, Range> RANGES = Map.ofEntries(
            Map.entry(byte.class, BYTE),
            Map.entry(Byte.class, BYTE),
            Map.entry(short.class, SHORT),
            Map.entry(Short.class, SHORT),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(float.class, FLOAT),
            Map.entry(Float.class, FLOAT),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(BigInteger.class, new Range(true, null, null)),
            Map.entry(BigDecimal.class, new Range(false, null, null)));

    private NumberSchemas() {}

    static boolean include(Class<?> type) {
        return RANGES.containsKey(type);
    }

    /** Before the constraints, which can only be narrower. */
    static void describe(Class<?> type, ObjectNode schema) {
        Range range = RANGES.get(type);
        schema.put("type", range.whole() ? "integer" : "number");
        if (range.least() != null) {
            atLeast(schema, range.least(), true);
            atMost(schema, range.greatest(), true);
        }
    }

    /** The narrower of this bound and the one that is there. */
    static void atLeast(ObjectNode schema, BigDecimal bound, boolean inclusive) {
        bound(schema, bound, inclusive, 1, "minimum", "exclusiveMinimum");
    }

    static void atMost(ObjectNode schema, BigDecimal bound, boolean inclusive) {
        bound(schema, bound, inclusive, -1, "maximum", "exclusiveMaximum");
    }

    private static void bound(
            ObjectNode schema, BigDecimal bound, boolean inclusive, int sign, String with, String without) {
        String there = schema.has(with) ? with : without;
        if (schema.has(there)) {
            int narrower = sign * bound.compareTo(schema.get(there).decimalValue());
            if (narrower < 0 || narrower == 0 && (inclusive || there.equals(without))) {
                return;
            }
        }
        schema.remove(there);
        String name = inclusive ? with : without;
        boolean whole = bound.stripTrailingZeros().scale() <= 0;
        if (whole && bound.compareTo(LONG.least()) >= 0 && bound.compareTo(LONG.greatest()) <= 0) {
            schema.put(name, bound.longValueExact());
        } else {
            schema.put(name, bound);
        }
    }
}
