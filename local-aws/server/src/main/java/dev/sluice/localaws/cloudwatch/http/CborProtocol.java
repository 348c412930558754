package dev.sluice.localaws.cloudwatch.http;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** Smithy RPC v2 CBOR: the operation is in the path, and a body is a map. */
final class CborProtocol implements Protocol {

    private static final String PATH = "/service/" + SERVICE + "/operation/";
    private static final String HEADER = "smithy-protocol";
    private static final String NAME = "rpc-v2-cbor";

    /** RFC 8949: seconds since 1970. */
    private static final int TIME_TAG = 1;

    /** What AWS answers when it has nothing to say. */
    private static final byte[] EMPTY_MAP = {(byte) 0xA0};

    private final Shapes shapes = Shapes.in(CBORMapper.builder(), false, (time, generator) -> {
        ((CBORGenerator) generator).writeTag(TIME_TAG);
        generator.writeNumber(time.toEpochMilli() / 1_000.0);
    });

    @Override
    public boolean speaks(Incoming request) {
        return NAME.equals(request.header(HEADER));
    }

    @Override
    public String operation(Incoming request) {
        if (!request.path().startsWith(PATH)) {
            throw Rejection.unknownOperation("The path is not that of an operation of CloudWatch.");
        }
        return request.path().substring(PATH.length());
    }

    @Override
    public <T> T read(Incoming request, Class<T> type) {
        return shapes.read(request.body(), type);
    }

    @Override
    public Outgoing answer(String operation, Object output) {
        return new Outgoing(200, headers(), output == null ? EMPTY_MAP.clone() : shapes.write(output));
    }

    @Override
    public Outgoing error(Rejection rejection) {
        Map<String, String> headers = headers();
        headers.put(QUERY_ERROR_HEADER, Protocol.queryError(rejection));
        return new Outgoing(rejection.status(), headers, shapes.write(new Fault(rejection)));
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/cbor");
        headers.put(HEADER, NAME);
        return headers;
    }
}
