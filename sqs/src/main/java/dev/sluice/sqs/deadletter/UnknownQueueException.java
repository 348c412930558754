package dev.sluice.sqs.deadletter;

import java.util.List;

/** No incoming channel drains a queue of this name. */
public final class UnknownQueueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownQueueException(List<String> known) {
        super(
                "This application drains " + (known.isEmpty() ? "no queue" : String.join(", ", known)),
                null,
                false,
                false);
    }
}
