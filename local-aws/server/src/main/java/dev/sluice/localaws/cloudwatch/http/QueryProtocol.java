package dev.sluice.localaws.cloudwatch.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** AWS Query: a form with the operation among its fields, answered with XML. Whatever is no other protocol is this. */
final class QueryProtocol implements Protocol {

    private static final Map<String, String> HEADERS = Map.of("Content-Type", "text/xml");

    private final Shapes shapes =
            Shapes.in(JsonMapper.builder(), true, (time, generator) -> generator.writeString(time.toString()));

    @Override
    public boolean speaks(Incoming request) {
        return true;
    }

    @Override
    public String operation(Incoming request) {
        String action = form(request).fields().get("Action");
        if (action == null) {
            throw Rejection.unknownOperation("The request says no operation of CloudWatch in any protocol.");
        }
        return action;
    }

    @Override
    public <T> T read(Incoming request, Class<T> type) {
        JsonNode tree = form(request).tree();
        return shapes.read(mapper -> mapper.treeToValue(tree, type));
    }

    private static Form form(Incoming request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        return Form.parse(request.query() == null ? body : request.query() + "&" + body);
    }

    @Override
    public Outgoing answer(String operation, Object output) {
        ObjectNode answer = new JsonMapper().createObjectNode();
        if (output != null) {
            answer.set(operation + "Result", shapes.write(mapper -> mapper.<JsonNode>valueToTree(output)));
        }
        answer.putObject("ResponseMetadata").put("RequestId", requestId());
        return new Outgoing(200, HEADERS, Xml.write(operation + "Response", answer));
    }

    @Override
    public Outgoing error(Rejection rejection) {
        ObjectNode answer = new JsonMapper().createObjectNode();
        answer.putObject("Error")
                .put("Type", rejection.isSenders() ? "Sender" : "Receiver")
                .put("Code", rejection.code())
                .put("Message", rejection.getMessage());
        answer.put("RequestId", requestId());
        return new Outgoing(rejection.status(), HEADERS, Xml.write("ErrorResponse", answer));
    }

    private static String requestId() {
        return UUID.randomUUID().toString();
    }
}
