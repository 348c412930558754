package dev.sluice.localaws.cloudwatch.http;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** How requests and answers look on the wire. */
interface Protocol {

    /** The service's name in the newer protocols. */
    String SERVICE = "GraniteServiceVersion20100801";

    /** Tells the operation's name in the older one's errors and in the newer ones' headers. */
    String QUERY_ERROR_HEADER = "x-amzn-query-error";

    /** Whether the request is in this protocol. */
    boolean speaks(Incoming request);

    /**
     * The name of the operation.
     *
     * @throws Rejection when there is none
     */
    String operation(Incoming request);

    /**
     * The operation's input.
     *
     * @throws Rejection when it cannot be read, or has what is not supported
     */
    <T> T read(Incoming request, Class<T> type);

    /** @param output {@code null} when the operation answers nothing */
    Outgoing answer(String operation, Object output);

    Outgoing error(Rejection rejection);

    /** What a newer protocol says in a header for those who know the older one's codes. */
    static String queryError(Rejection rejection) {
        return rejection.code() + ";" + (rejection.isSenders() ? "Sender" : "Receiver");
    }
}
