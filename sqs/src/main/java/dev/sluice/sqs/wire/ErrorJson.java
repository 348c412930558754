package dev.sluice.sqs.wire;

import java.io.IOException;
import java.time.Duration;

import com.fasterxml.jackson.core.JsonParser;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What SQS, or whatever answers in its place, says when it does not do what was asked. */
final class ErrorJson {

    private static final String REQUEST_ID = "x-amzn-RequestId";

    /** The code as the API reference has it, and whose fault it is: {@code InvalidParameterValue;Sender}. */
    private static final String QUERY_ERROR = "x-amzn-query-error";

    private String code;
    private String message = "";

    private ErrorJson() {}

    /**
     * Reads the error; one that is not in SQS's form, as a proxy's, has no code and no details.
     *
     * @param skew how far this machine's clock is ahead of the one that the request was signed by
     */
    static SqsException read(SdkHttpResponse response, JsonParser body, Duration skew) {
        ErrorJson error = new ErrorJson();
        try {
            body.nextToken();
            JsonFields.ofObject(body, error::readField);
        } catch (IOException e) {
            error.code = null;
        }
        response.firstMatchingHeader(QUERY_ERROR).ifPresent(told -> error.code = told.split(";", 2)[0]);
        var failure = SqsException.builder()
                .statusCode(response.statusCode())
                .requestId(response.firstMatchingHeader(REQUEST_ID).orElse(null))
                .clockSkew(skew)
                .message("status " + response.statusCode());
        if (error.code != null) {
            failure.message(error.message)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .serviceName("Sqs")
                            .errorCode(error.code)
                            .errorMessage(error.message)
                            .sdkHttpResponse(response)
                            .build());
        }
        return (SqsException) failure.build();
    }

    private void readField(JsonParser json, String name) throws IOException {
        switch (name) {
            case "__type" -> code = shortName(json.getText());
            case "message", "Message" -> message = json.getText();
            default -> json.skipChildren();
        }
    }

    /** Of {@code com.amazonaws.sqs#QueueDoesNotExist:http://...} only the name. */
    private static String shortName(String type) {
        String name = type.substring(type.indexOf('#') + 1);
        int end = name.indexOf(':');
        return end < 0 ? name : name.substring(0, end);
    }
}
