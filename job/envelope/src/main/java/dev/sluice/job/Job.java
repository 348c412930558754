package dev.sluice.job;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * One piece of work to be done, as a CloudEvents 1.0 event. The codec gives it its JSON form, which is
 * the body of the message.
 *
 * @param id names the job, the same at each attempt; not empty
 * @param type the name of the job type, which says what {@code data} looks like and who handles it; not empty
 * @param source where the job came from, a URI reference that is not empty
 * @param time when it was submitted by the sender's clock; {@code null} when the sender did not say, which
 *     CloudEvents allows
 * @param data the payload as it was sent, not yet bound to the type's record; never {@code null}: a job that was sent without
 *     data has an empty object here, so that the type's own constraints say what is missing
 * @param dataContentType the media type of {@code data}; {@code null} when it was not said and so is JSON
 */
public record Job(String id, String type, URI source, Instant time, JsonText data, String dataContentType) {

    public Job {
        requireContent(id, "id");
        requireContent(type, "type");
        Objects.requireNonNull(source, "source");
        if (source.toString().isEmpty()) {
            throw new IllegalArgumentException("source must not be empty");
        }
        if (data == null || data.isNull()) {
            data = JsonText.EMPTY_OBJECT;
        }
    }

    /** A job whose data is JSON, without saying so: CloudEvents takes JSON for granted. */
    public Job(String id, String type, URI source, Instant time, JsonText data) {
        this(id, type, source, time, data, null);
    }

    private static void requireContent(String value, String name) {
        if (Objects.requireNonNull(value, name).isEmpty()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
    }
}
