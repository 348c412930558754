package dev.sluice.sqs.deadletter;

/**
 * Where a queue is and how full.
 *
 * @param arn what the message move tasks call it by
 */
public record QueueState(String name, String url, String arn, Depth depth) {

    /** The name at the end of an ARN. */
    static String nameIn(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
