package dev.sluice.deploy.aws.wire;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** What shall go wrong, by operation: each fault meets one request. */
public final class Faults {

    private final Map<String, Queue<Runnable>> planned = new ConcurrentHashMap<>();

    /** The next so many requests of that operation are answered with the error. */
    public void plan(String operation, int times, AwsError error) {
        IntStream.range(0, times)
                .forEach(i -> plan(operation, () -> {
                    throw error;
                }));
    }

    /** What is to happen before the next request of that operation is answered. */
    public void plan(String operation, Runnable happening) {
        planned.computeIfAbsent(operation, name -> new ConcurrentLinkedQueue<>())
                .add(happening);
    }

    public void meet(String operation) {
        Queue<Runnable> faults = planned.get(operation);
        Runnable fault = faults == null ? null : faults.poll();
        if (fault != null) {
            fault.run();
        }
    }
}
