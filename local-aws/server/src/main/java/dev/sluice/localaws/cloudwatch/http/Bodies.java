package dev.sluice.localaws.cloudwatch.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** Reads the bodies of requests, compressed or not, within bounds. */
final class Bodies {

    /** CloudWatch's own quota for a PutMetricData, as it is on the wire; nothing else is as large. */
    static final int MAX_BYTES = 1_048_576;

    /** What may come of it when it was compressed: far more than 1,000 datums of 150 values are. */
    static final int MAX_UNPACKED_BYTES = 16 * MAX_BYTES;

    /** So much of what is too large is read all the same, since a client that is cut off does not see the answer. */
    private static final int MAX_DRAINED_BYTES = 32 * MAX_BYTES;

    private Bodies() {}

    /**
     * @param encoding as the request says it, {@code null} for none
     * @throws Rejection when it is too large, or is not compressed as it says
     */
    static byte[] read(InputStream wire, String encoding) throws IOException {
        byte[] body = wire.readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            drain(wire);
            throw Rejection.tooLarge("A request has at most " + MAX_BYTES + " bytes.");
        }
        return switch (encoding) {
            case null -> body;
            case "identity" -> body;
            case "gzip" -> unpack(body);
            default -> throw Rejection.unreadable("The content encoding is gzip or none.");
        };
    }

    private static byte[] unpack(byte[] packed) {
        byte[] body;
        try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            body = unpacking.readNBytes(MAX_UNPACKED_BYTES + 1);
        } catch (IOException e) {
            throw Rejection.unreadable("The body is not compressed with gzip, as the content encoding says.");
        }
        if (body.length > MAX_UNPACKED_BYTES) {
            throw Rejection.tooLarge("Decompressed, a request has at most " + MAX_UNPACKED_BYTES + " bytes.");
        }
        return body;
    }

    private static void drain(InputStream wire) throws IOException {
        byte[] buffer = new byte[8_192];
        long drained = 0;
        int read;
        while (drained < MAX_DRAINED_BYTES && (read = wire.read(buffer)) >= 0) {
            drained += read;
        }
    }
}
