package dev.sluice.sqs.queue;

/**
 * The name that AWS knows a queue by: {@code arn:aws:sqs:REGION:ACCOUNT:NAME}.
 *
 * @param account whose queue it is, twelve digits; empty when the ARN does not say
 */
public record QueueArn(String account, String name) {

    private static final int ACCOUNT = 4;
    private static final int NAME = 5;

    /** Reads an ARN; of a text that is none, what follows its last colon is the name. */
    public static QueueArn of(String arn) {
        String[] parts = arn.split(":");
        return parts.length == NAME + 1
                ? new QueueArn(parts[ACCOUNT], parts[NAME])
                : new QueueArn("", parts[parts.length - 1]);
    }
}
