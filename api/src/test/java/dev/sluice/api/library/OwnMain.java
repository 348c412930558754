package dev.sluice.api.library;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

import dev.sluice.client.JobPublisher;

/** The main class of an application that submits jobs among other things. */
@QuarkusMain
public class OwnMain implements QuarkusApplication {

    private final Instance<JobPublisher> jobs;

    OwnMain(@Any Instance<JobPublisher> jobs) {
        this.jobs = jobs;
    }

    @Override
    public int run(String... arguments) {
        System.out.println("Jobs are sent by " + jobs.get().getClass().getSimpleName());
        return arguments.length;
    }
}
