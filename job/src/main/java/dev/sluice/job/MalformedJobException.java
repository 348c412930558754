package dev.sluice.job;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;

/**
 * A message body is not a job: not JSON, or not a CloudEvents 1.0 event. Trying again cannot help. The message is one
 * line that says what is wrong and where, fit for a log: it never repeats the body.
 */
public final class MalformedJobException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Enough of the parser's own words to see what is wrong: they may quote the body, at any length. */
    private static final int MAX_REASON_LENGTH = 200;

    MalformedJobException(String message) {
        super(message);
    }

    MalformedJobException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For what Jackson throws while it reads: its own exceptions and a few of the JDK's. */
    static MalformedJobException notJson(Exception e) {
        if (!(e instanceof JacksonException broken)) {
            String trouble =
                    e instanceof NumberFormatException ? "it has a number that nothing can hold" : "it is not UTF-8";
            return new MalformedJobException("the body is not valid JSON: " + trouble, e);
        }
        JsonLocation location = broken.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        String reason = String.valueOf(broken.getOriginalMessage());
        return new MalformedJobException(
                "the body is not valid JSON" + where + ": " + OneLine.of(reason, MAX_REASON_LENGTH), e);
    }
}
