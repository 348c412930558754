package dev.sluice.catalog.deployment.schema;

/** A payload record has something that JSON cannot be bound to as a schema could say; it says where, and what to write instead. */
public final class UndescribedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndescribedException(String message) {
        super(message);
    }
}
