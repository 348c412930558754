package dev.sluice.builtin.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

import io.vertx.core.buffer.Buffer;

import dev.sluice.builtin.http.OutboundResponse;

/**
 * What a body came to, as it was on the wire: a Content-Encoding is not undone.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param length in bytes
 */
record BodyDigest(String sha256, long length) {

    /** Chunks on the way between the event loop and the reader; each is at most 8 KiB. */
    private static final int CHUNKS = 16;

    /**
     * Reads a body to its end, blocking, in constant memory: no chunk is asked for before there is room for it.
     *
     * @param cancelled asked before each chunk; closes the response when it turns true, and ends with what there is
     * @throws ExecutionException with the network's trouble as its cause
     */
    static BodyDigest of(OutboundResponse response, BooleanSupplier cancelled)
            throws InterruptedException, ExecutionException {
        try {
            return read(response, cancelled);
        } catch (RuntimeException e) {
            // The iterable wraps what is checked, the interruption too, for which it leaves the flag set.
            Throwable failure = e.getClass() == RuntimeException.class ? e.getCause() : e;
            if (failure instanceof InterruptedException interrupted) {
                Thread.interrupted();
                throw interrupted;
            }
            throw new ExecutionException(failure);
        }
    }

    private static BodyDigest read(OutboundResponse response, BooleanSupplier cancelled) {
        MessageDigest digest = newDigest();
        long length = 0;
        for (Buffer chunk : response.body().subscribe().asIterable(CHUNKS, () -> new ArrayBlockingQueue<>(CHUNKS))) {
            if (cancelled.getAsBoolean()) {
                response.close();
                break;
            }
            digest.update(chunk.getBytes());
            length += chunk.length();
        }
        return new BodyDigest(HexFormat.of().formatHex(digest.digest()), length);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "sha256=" + sha256 + " length=" + length;
    }
}
