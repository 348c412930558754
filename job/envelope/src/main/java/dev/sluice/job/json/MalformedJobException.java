package dev.sluice.job.json;

import dev.sluice.job.text.MalformedJsonException;

/**
 * A message body is not a job: not JSON, or not a CloudEvents 1.0 event. Trying again cannot help. The message is one
 * line that says what is wrong and where, fit for a log: it never repeats the body.
 */
public final class MalformedJobException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJobException(String message) {
        super(message);
    }

    MalformedJobException(String message, Throwable cause) {
        super(message, cause);
    }

    MalformedJobException(MalformedJsonException notJson) {
        this(notJson.getMessage(), notJson.getCause());
    }
}
