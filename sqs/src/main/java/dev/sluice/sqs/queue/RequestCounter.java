package dev.sluice.sqs.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;

import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.meter.FaultBarrier;
import dev.sluice.sqs.meter.QueueMeters;
import dev.sluice.sqs.meter.Recorder;

/** Counts the requests to a queue by operation; an operation that never comes is no metric to pay for. */
final class RequestCounter {

    private final QueueMeters meters;
    private final Map<SqsOperation, Recorder> counters = new ConcurrentHashMap<>();

    RequestCounter(MeterRegistry meters, String queue) {
        this.meters = new QueueMeters(meters, queue);
    }

    /** Never fails: the request goes out, whether it can be counted or not. */
    void add(SqsOperation operation) {
        FaultBarrier.run(() -> counter(operation).increment());
    }

    private Recorder counter(SqsOperation operation) {
        Recorder counter = counters.get(operation);
        if (counter == null) {
            counter = meters.recorder(SqsMeter.SQS_REQUESTS, operation.apiName());
            counters.put(operation, counter);
        }
        return counter;
    }
}
