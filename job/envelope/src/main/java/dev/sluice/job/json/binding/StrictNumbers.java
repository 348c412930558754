package dev.sluice.job.json.binding;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * Takes JSON numbers as JSON Schema understands them: {@code 1.0} and {@code 1e2} are whole numbers, {@code "NaN"} is
 * no number, and none becomes infinite because it is too large for its type.
 */
final class StrictNumbers extends CheckedReader {

    private static final long serialVersionUID = 1L;

    /** Far beyond any use, and little to hold: {@code 1e999999999} would be written out. */
    private static final int MAX_DIGITS = 1_000;

    private StrictNumbers(JsonDeserializer<?> reader) {
        super(reader, StrictNumbers::new);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonToken token = parser.currentToken();
        if (!token.isNumeric()) {
            return context.reportInputMismatch(handledType(), "not a number");
        }
        if (_delegatee.logicalType() == LogicalType.Integer && (token == JsonToken.VALUE_NUMBER_FLOAT || isByte())) {
            return whole(parser, context);
        }
        Object value = super.deserialize(parser, context);
        if (value instanceof Number number && !Double.isFinite(number.doubleValue()) && isBinary(number)) {
            throw tooLarge(parser);
        }
        return value;
    }

    /** Jackson takes 200 for a byte, which it makes -56 of. */
    private boolean isByte() {
        return handledType() == byte.class || handledType() == Byte.class;
    }

    private static boolean isBinary(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    private Object whole(JsonParser parser, DeserializationContext context) throws IOException {
        BigDecimal number = parser.getDecimalValue().stripTrailingZeros();
        if (number.scale() > 0) {
            return context.reportInputMismatch(handledType(), "not a whole number");
        }
        if ((long) number.precision() - number.scale() > MAX_DIGITS) {
            throw tooLarge(parser);
        }
        try {
            return exact(number);
        } catch (ArithmeticException e) {
            throw tooLarge(parser);
        }
    }

    private Object exact(BigDecimal number) {
        Class<?> type = handledType();
        if (type == BigInteger.class) {
            return number.toBigIntegerExact();
        } else if (type == long.class || type == Long.class) {
            return number.longValueExact();
        } else if (type == int.class || type == Integer.class) {
            return number.intValueExact();
        } else if (type == short.class || type == Short.class) {
            return number.shortValueExact();
        } else {
            return number.byteValueExact();
        }
    }

    private static JsonMappingException tooLarge(JsonParser parser) {
        return new JsonMappingException(parser, "too large", new ArithmeticException("too large"));
    }

    static JsonDeserializer<?> check(Class<?> type, JsonDeserializer<?> reader) {
        LogicalType kind = reader.logicalType();
        boolean number = kind == LogicalType.Integer || kind == LogicalType.Float;
        // An AtomicInteger and the like count as numbers, too, and are left to Jackson.
        boolean plain = type.isPrimitive()
                || type.getPackageName().equals("java.lang")
                || type.getPackageName().equals("java.math");
        return number && plain && type != Number.class ? new StrictNumbers(reader) : reader;
    }
}
