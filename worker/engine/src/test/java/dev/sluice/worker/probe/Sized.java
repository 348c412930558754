package dev.sluice.worker.probe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.validation.constraints.NotNull;

import dev.sluice.job.JobType;

/** A job that remembers which thread has read it. */
@JobType("sized")
public record Sized(@NotNull String name, String filling) {

    public static final Map<String, String> READ_ON = new ConcurrentHashMap<>();
    public static final Map<String, String> HANDLED_ON = new ConcurrentHashMap<>();

    public Sized {
        if (name != null) {
            READ_ON.put(name, Thread.currentThread().getName());
        }
    }
}
