package dev.sluice.consumer.dispatch;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.consumer.handler.BlockingJobHandler;
import dev.sluice.consumer.handler.JobContext;
import dev.sluice.consumer.handler.Outcome;

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
