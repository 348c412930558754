package dev.sluice.job.json;

/** A job's data does not fit the record of its job type. Trying again cannot help. */
public final class InvalidPayloadException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    InvalidPayloadException(String path, String reason, Throwable cause) {
        super(path.isEmpty() ? "data " + reason : path + " " + reason, cause);
        this.path = path;
        this.reason = reason;
    }

    /**
     * The offending field, seen from the payload: {@code url}, {@code headers.X-A}, {@code items[2].name}; empty when
     * the payload as a whole is meant.
     */
    public String path() {
        return path;
    }

    /** What is wrong with the field, as the rest of a sentence that begins with its name: "must be a string". */
    public String reason() {
        return reason;
    }
}
