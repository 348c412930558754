package dev.sluice.localaws.cloudwatch.http;

import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** AWS JSON 1.0: the operation is in a header, and a body is an object. */
final class JsonProtocol implements Protocol {

    private static final String TARGET = "X-Amz-Target";
    private static final String TYPE = "application/x-amz-json-1.0";

    private final Shapes shapes = Shapes.in(
            JsonMapper.builder(), false, (time, generator) -> generator.writeNumber(time.toEpochMilli() / 1_000.0));

    @Override
    public boolean speaks(Incoming request) {
        return request.header(TARGET) != null;
    }

    @Override
    public String operation(Incoming request) {
        String target = request.header(TARGET);
        if (!target.startsWith(SERVICE + ".")) {
            throw Rejection.unknownOperation("The target is not an operation of CloudWatch.");
        }
        return target.substring(SERVICE.length() + 1);
    }

    @Override
    public <T> T read(Incoming request, Class<T> type) {
        return shapes.read(request.body(), type);
    }

    @Override
    public Outgoing answer(String operation, Object output) {
        return new Outgoing(200, Map.of("Content-Type", TYPE), shapes.write(output == null ? Map.of() : output));
    }

    @Override
    public Outgoing error(Rejection rejection) {
        Map<String, String> headers = Map.of("Content-Type", TYPE, QUERY_ERROR_HEADER, Protocol.queryError(rejection));
        return new Outgoing(rejection.status(), headers, shapes.write(new Fault(rejection)));
    }
}
