package dev.sluice.worker.probe;

import java.util.UUID;

import dev.sluice.testkit.TestQueue;

/** Jobs as messages. */
public final class Jobs {

    private Jobs() {}

    public static String event(String id, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/test\",\"type\":\"%s\",\"data\":%s}"
                .formatted(id, type, data);
    }

    /** Puts a job into the queue and returns its id. */
    public static String send(TestQueue queue, String type, String data) {
        String id = UUID.randomUUID().toString();
        queue.send(event(id, type, data));
        return id;
    }
}
