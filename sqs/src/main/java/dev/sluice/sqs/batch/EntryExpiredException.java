package dev.sluice.sqs.batch;

/** An entry's time ran out before SQS took it. The cause, when there is one, is what the last try met. */
public final class EntryExpiredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EntryExpiredException(Throwable lastFailure) {
        super(lastFailure == null ? "No answer in time" : "No success in time", lastFailure, false, false);
    }
}
