package dev.sluice.catalog.deployment;

import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;

import dev.sluice.catalog.JobCatalog;

/** Shows the catalog of the service that {@link LiveReloadTest} runs: a line for each job type. */
@ApplicationScoped
public class LiveReloadCatalog {

    void show(@Observes Router router, JobCatalog catalog) {
        String text = catalog.definitions().stream()
                .map(definition -> definition.type() + " " + definition.schema())
                .collect(Collectors.joining("\n"));
        router.get("/catalog").handler(context -> context.end(text));
    }
}
