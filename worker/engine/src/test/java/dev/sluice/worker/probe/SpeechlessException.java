package dev.sluice.worker.probe;

/** An exception that fails when it is asked for its message. */
final class SpeechlessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
        throw new IllegalStateException("no words");
    }
}
