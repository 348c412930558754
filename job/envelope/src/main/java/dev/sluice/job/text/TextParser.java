package dev.sluice.job.text;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;

/**
 * Reads JSON from a text, and can give the text of a value instead of the value. It refuses more than a message can hold:
 * what is bound may take many times the memory of its text.
 */
public final class TextParser extends JsonParserDelegate {

    /** A message has at most 1 MiB, and a value takes at least two characters of it: itself and a comma. */
    public static final int MAX_VALUES = 1_048_576 / 2;

    /** A character takes at least one byte of the 1 MiB. */
    private static final int MAX_CHARACTERS = 1_048_576;

    /** To ask where the parser is makes an object. */
    private static final int TOKENS_BETWEEN_LOOKS = 1_024;

    private final String text;
    private int values;

    /** The container whose entries are counted, and how many it may have; null while there is none. */
    private JsonStreamContext bounded;

    private int maxEntries;

    /** @param parser at the start of the text */
    public TextParser(JsonParser parser, String text) {
        super(parser);
        this.text = text;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        if (token != null && (token.isScalarValue() || token.isStructStart()) && ++values > MAX_VALUES) {
            throw new LimitExceededException(this, "has more values than a message can hold");
        }
        if (bounded != null && isEntry(token) && bounded.getEntryCount() > maxEntries) {
            throw new LimitExceededException(this, "must have at most %,d entries".formatted(maxEntries));
        }
        return token;
    }

    private boolean isEntry(JsonToken token) {
        JsonStreamContext context = delegate.getParsingContext();
        return (token != null && token.isStructStart() ? context.getParent() : context) == bounded;
    }

    /** The container that this is at may have so many entries, and no more are read. */
    public <T> T bounded(int max, Binding<T> binding) throws IOException {
        JsonStreamContext outer = bounded;
        int outerMax = maxEntries;
        bounded = delegate.getParsingContext();
        maxEntries = max;
        T value = binding.bind();
        bounded = outer;
        maxEntries = outerMax;
        return value;
    }

    /** The text of the value that this is at; it goes on behind it. */
    public String valueText() throws IOException {
        int start = Math.toIntExact(delegate.currentTokenLocation().getCharOffset());
        skipValue(start);
        // A string is skipped only when it is asked for, or passed.
        delegate.finishToken();
        int end = Math.toIntExact(delegate.currentLocation().getCharOffset());
        return text.substring(start, end);
    }

    /** The parser keeps all names of an object, to find those that stand in it twice: so it stops at what is too large to be sent. */
    private void skipValue(int start) throws IOException {
        if (!delegate.currentToken().isStructStart()) {
            return;
        }
        int tokens = 0;
        for (int open = 1; open > 0; ) {
            JsonToken token = nextToken();
            if (token == null) {
                return;
            }
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            }
            if (++tokens % TOKENS_BETWEEN_LOOKS == 0
                    && delegate.currentLocation().getCharOffset() - start > MAX_CHARACTERS) {
                throw new LimitExceededException(this, "is larger than a message can be (1 MiB)");
            }
        }
    }

    /** The superclass would go past {@link #nextToken}. */
    @Override
    public JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    /** What binds a value. */
    @FunctionalInterface
    public interface Binding<T> {
        T bind() throws IOException;
    }
}
