package dev.sluice.test;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.OutcomeListener;

/** Tells the jobs of a test what became of them. */
@Singleton
class AwaitedJobs implements OutcomeListener {

    private final Map<String, SubmittedJob> byId = new ConcurrentHashMap<>();

    void add(SubmittedJob job) {
        byId.put(job.id(), job);
    }

    @Override
    public void decided(String id, String type, int attempt, Outcome outcome) {
        SubmittedJob job = byId.get(id);
        if (job != null) {
            job.decided(outcome);
        }
    }
}
