package dev.sluice.worker.scalein;

/** The instance is not in service in an Auto Scaling group: it is too early, or too late, or it is in none. */
final class NotInServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotInServiceException(String message) {
        super(message);
    }
}
