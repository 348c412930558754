package dev.sluice.sqs.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.sluice.meters.FailSafe;
import dev.sluice.meters.SluiceMeter;

/** Counts the requests to a queue by operation; an operation that never comes is no metric to pay for. */
final class RequestCount {

    private final MeterRegistry meters;
    private final String queue;
    private final Map<SqsOperation, Counter> counters = new ConcurrentHashMap<>();

    RequestCount(MeterRegistry meters, String queue) {
        this.meters = meters;
        this.queue = queue;
    }

    /** Never fails: the request goes out, whether it can be counted or not. */
    void add(SqsOperation operation) {
        FailSafe.run(() -> counter(operation).increment());
    }

    private Counter counter(SqsOperation operation) {
        Counter counter = counters.get(operation);
        if (counter == null) {
            counter = SluiceMeter.SQS_REQUESTS.counter(meters, queue, operation.apiName());
            counters.put(operation, counter);
        }
        return counter;
    }
}
