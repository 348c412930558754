package dev.sluice.deploy.aws.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.core.SdkPojo;

import dev.sluice.localaws.cloudwatch.http.Form;
import dev.sluice.localaws.cloudwatch.http.Xml;

/** The two protocols that the services speak with the aws command: AWS Query with XML answers, and AWS JSON. */
public sealed interface Wire {

    /** The operation's name, and its input. */
    Call read(String service, String target, byte[] body) throws JsonProcessingException;

    Answer result(String operation, SdkPojo result) throws JsonProcessingException;

    Answer error(AwsError error) throws JsonProcessingException;

    JsonMapper JSON = new JsonMapper();

    /** A form with the operation among its fields. */
    record Query(String namespace) implements Wire {

        @Override
        public Call read(String service, String target, byte[] body) {
            Form form = Form.parse(new String(body, StandardCharsets.UTF_8));
            return new Call(service, form.fields().get("Action"), form.tree());
        }

        @Override
        public Answer result(String operation, SdkPojo result) {
            ObjectNode answer = JSON.createObjectNode();
            answer.set(
                    operation + "Result",
                    Model.write(result, time -> JsonNodeFactory.instance.textNode(time.toString())));
            answer.putObject("ResponseMetadata")
                    .put("RequestId", UUID.randomUUID().toString());
            return xml(200, operation + "Response", answer);
        }

        @Override
        public Answer error(AwsError error) {
            ObjectNode answer = JSON.createObjectNode();
            answer.putObject("Error")
                    .put("Type", error.status() < 500 ? "Sender" : "Receiver")
                    .put("Code", error.code())
                    .put("Message", error.getMessage());
            answer.put("RequestId", UUID.randomUUID().toString());
            return xml(error.status(), "ErrorResponse", answer);
        }

        private Answer xml(int status, String name, ObjectNode answer) {
            return new Answer(status, Map.of("Content-Type", "text/xml"), Xml.write(namespace, name, answer));
        }
    }

    /** A JSON object, and the operation in a header. */
    record Json() implements Wire {

        @Override
        public Call read(String service, String target, byte[] body) throws JsonProcessingException {
            JsonNode input = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return new Call(service, target.substring(target.lastIndexOf('.') + 1), input);
        }

        @Override
        public Answer result(String operation, SdkPojo result) throws JsonProcessingException {
            return json(200, Model.write(result, Json::seconds));
        }

        private static JsonNode seconds(Instant time) {
            return JsonNodeFactory.instance.numberNode(time.toEpochMilli() / 1_000.0);
        }

        @Override
        public Answer error(AwsError error) throws JsonProcessingException {
            return json(
                    error.status(),
                    JSON.createObjectNode().put("__type", error.code()).put("message", error.getMessage()));
        }

        private static Answer json(int status, ObjectNode body) throws JsonProcessingException {
            return new Answer(
                    status, Map.of("Content-Type", "application/x-amz-json-1.1"), JSON.writeValueAsBytes(body));
        }
    }
}
