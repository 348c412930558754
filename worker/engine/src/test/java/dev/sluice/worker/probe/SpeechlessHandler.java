package dev.sluice.worker.probe;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

@ApplicationScoped
public class SpeechlessHandler implements BlockingJobHandler<Speechless> {

    @Override
    public Outcome handle(Speechless speechless, JobContext job) {
        if (job.attempt() == 1) {
            throw new SpeechlessException();
        }
        return Outcome.completed();
    }
}
