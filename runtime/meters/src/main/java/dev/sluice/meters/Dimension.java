package dev.sluice.meters;

/**
 * What the values of a meter are told apart by. Each dimension's values are few and known from the configuration or the
 * code: every combination is a metric of its own in CloudWatch, at its own price. There is none for a worker or a job.
 */
public enum Dimension {
    /** A queue's name: those that the service is configured with. */
    QUEUE("queue"),
    /** An operation of the SQS API: those that Sluice uses. */
    OPERATION("operation");

    private final String key;

    Dimension(String key) {
        this.key = key;
    }

    /** The tag's key in Micrometer, and the dimension's name in CloudWatch. */
    public String key() {
        return key;
    }
}
