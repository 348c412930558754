package dev.sluice.localaws.cloudwatch.api;

/** A request that CloudWatch refuses, with what AWS would call the error. */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final String shape;
    private final int status;

    private Rejection(String code, String shape, int status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.shape = shape;
        this.status = status;
    }

    /** A value that is out of bounds, in the older operations. */
    public static Rejection invalidValue(String message) {
        return new Rejection("InvalidParameterValue", "InvalidParameterValueException", 400, message);
    }

    /** A parameter that is not there and must be, in the older operations. */
    public static Rejection missing(String parameter) {
        return new Rejection(
                "MissingParameter",
                "MissingRequiredParameterException",
                400,
                "The parameter " + parameter + " is required.");
    }

    /** Parameters that do not go together, in the older operations. */
    public static Rejection invalidCombination(String message) {
        return new Rejection("InvalidParameterCombination", "InvalidParameterCombinationException", 400, message);
    }

    /** Anything wrong in the newer operations, and whatever is not supported here. */
    public static Rejection validation(String message) {
        return new Rejection("ValidationError", "ValidationException", 400, message);
    }

    public static Rejection invalidNextToken() {
        return new Rejection("InvalidNextToken", "InvalidNextToken", 400, "The token is not one of this request's.");
    }

    public static Rejection notFound(String message) {
        return new Rejection("ResourceNotFound", "ResourceNotFound", 404, message);
    }

    public static Rejection invalidFormat(String message) {
        return new Rejection("InvalidFormat", "InvalidFormatFault", 400, message);
    }

    public static Rejection limitExceeded(String message) {
        return new Rejection("LimitExceeded", "LimitExceededFault", 400, message);
    }

    /** A body that cannot be read at all. */
    public static Rejection unreadable(String message) {
        return new Rejection("MalformedInput", "SerializationException", 400, message);
    }

    public static Rejection unknownOperation(String message) {
        return new Rejection("InvalidAction", "UnknownOperationException", 404, message);
    }

    public static Rejection tooLarge(String message) {
        return new Rejection("RequestEntityTooLarge", "RequestEntityTooLargeException", 413, message);
    }

    /** A fault of this CloudWatch's own. */
    public static Rejection internal() {
        return new Rejection("InternalFailure", "InternalServiceFault", 500, "The local CloudWatch has failed.");
    }

    /** The error's code in the Query protocol. */
    public String code() {
        return code;
    }

    /** The error's shape in the newer protocols. */
    public String shape() {
        return shape;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether it is the caller's fault. */
    public boolean isSenders() {
        return status < 500;
    }
}
