package dev.sluice.devservices.reload;

import java.util.concurrent.Executor;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

/** Gives an application in dev mode the executor that runs tasks on current code. */
@Singleton
public class CurrentCodeBean {

    /** What the application asks for it by. */
    public static final String NAME = "sluice-current-code";

    @Produces
    @Singleton
    @Identifier(NAME) Executor currentCode() {
        return LiveReload.currentCode();
    }

    void started(@Observes StartupEvent started) {
        LiveReload.started();
    }
}
