package dev.sluice.job.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** There is more than may be; found while it is read, and no more of it is. */
public final class LimitExceededException extends JsonMappingException {

    private static final long serialVersionUID = 1L;

    /** @param reason the rest of a sentence that begins with the field's name */
    LimitExceededException(JsonParser parser, String reason) {
        super(parser, reason);
    }
}
