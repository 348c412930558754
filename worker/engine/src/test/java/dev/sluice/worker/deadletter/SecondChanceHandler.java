package dev.sluice.worker.deadletter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

@ApplicationScoped
public class SecondChanceHandler implements BlockingJobHandler<SecondChance> {

    private final Set<String> rejected = ConcurrentHashMap.newKeySet();
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    @Override
    public Outcome handle(SecondChance payload, JobContext job) {
        if (rejected.add(job.id())) {
            return Outcome.rejected("not the first time");
        }
        done.add(job.id());
        return Outcome.completed();
    }

    boolean hasDone(String id) {
        return done.contains(id);
    }
}
