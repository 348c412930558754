package dev.sluice.deploy.aws.wire;

/** What a stand-in answers instead of a result. */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    public AwsError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** A request whose names or values are not those of the service's model. */
    public static AwsError validation(String message) {
        return new AwsError(400, "ValidationError", message);
    }

    /** The session's token is too old; every service answers that. */
    public static AwsError expiredToken() {
        return new AwsError(403, "ExpiredToken", "The security token included in the request is expired");
    }

    public static AwsError throttling() {
        return new AwsError(400, "Throttling", "Rate exceeded");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
