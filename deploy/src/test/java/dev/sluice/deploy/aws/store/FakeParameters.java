package dev.sluice.deploy.aws.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.ssm.model.StartSessionRequest;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Operations;

/** As much of AWS Systems Manager as the script needs: parameters with their history, and sessions. */
public final class FakeParameters {

    private final Map<String, List<String>> values = new TreeMap<>();
    private final List<String> sessions = new ArrayList<>();

    public Operations operations() {
        return new Operations()
                .with(PutParameterRequest::builder, this::put)
                .with(GetParameterRequest::builder, this::get)
                .with(GetParameterHistoryRequest::builder, this::history)
                .with(DeleteParameterRequest::builder, this::delete)
                .with(StartSessionRequest::builder, this::startSession);
    }

    /** The names of all parameters. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** All values that a parameter had, the oldest first. */
    public List<String> history(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** Sets a value, as somebody else would. */
    public void set(String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** The instances for which sessions were begun. */
    public List<String> sessions() {
        return List.copyOf(sessions);
    }

    private PutParameterResponse put(PutParameterRequest request) {
        if (values.containsKey(request.name()) && !Boolean.TRUE.equals(request.overwrite())) {
            throw new AwsError(
                    400,
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                            + " true.");
        }
        set(request.name(), request.value());
        return PutParameterResponse.builder()
                .version((long) values.get(request.name()).size())
                .build();
    }

    private GetParameterResponse get(GetParameterRequest request) {
        List<String> history = existing(request.name());
        return GetParameterResponse.builder()
                .parameter(Parameter.builder()
                        .name(request.name())
                        .value(history.getLast())
                        .version((long) history.size())
                        .build())
                .build();
    }

    private GetParameterHistoryResponse history(GetParameterHistoryRequest request) {
        List<String> history = existing(request.name());
        return GetParameterHistoryResponse.builder()
                .parameters(IntStream.range(0, history.size())
                        .mapToObj(i -> ParameterHistory.builder()
                                .name(request.name())
                                .value(history.get(i))
                                .version(i + 1L)
                                .lastModifiedDate(Instant.now())
                                .build())
                        .toList())
                .build();
    }

    private DeleteParameterResponse delete(DeleteParameterRequest request) {
        existing(request.name());
        values.remove(request.name());
        return DeleteParameterResponse.builder().build();
    }

    private StartSessionResponse startSession(StartSessionRequest request) {
        sessions.add(request.target());
        return StartSessionResponse.builder()
                .sessionId("operator-1")
                .streamUrl("wss://127.0.0.1/session")
                .tokenValue("session-token-that-nobody-shall-see")
                .build();
    }

    private List<String> existing(String name) {
        List<String> history = values.get(name);
        if (history == null) {
            throw new AwsError(400, "ParameterNotFound", "");
        }
        return history;
    }
}
