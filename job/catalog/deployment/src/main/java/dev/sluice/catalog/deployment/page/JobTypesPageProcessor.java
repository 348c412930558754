package dev.sluice.catalog.deployment.page;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.buildtime.BuildTimeActionBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.sluice.catalog.deployment.JobSchemaBuildItem;

/** Puts the job types into the Dev UI, each with its schema and a form that submits one. */
class JobTypesPageProcessor {

    /** Of the dev services' configuration; the producer has the only door for jobs. */
    private static final String PRODUCER = "sluice.dev-services.producer";

    private static final URI DEFAULT_PRODUCER = URI.create("http://localhost:8080");

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void page(
            List<JobSchemaBuildItem> jobTypes,
            BuildProducer<CardPageBuildItem> cards,
            BuildProducer<BuildTimeActionBuildItem> actions) {
        URI producer =
                ConfigProvider.getConfig().getOptionalValue(PRODUCER, URI.class).orElse(DEFAULT_PRODUCER);
        CardPageBuildItem card = new CardPageBuildItem();
        card.addBuildTimeData(
                "jobTypes",
                jobTypes.stream()
                        .map(one -> Map.of("type", one.type(), "payload", one.payload(), "schema", one.schema()))
                        .toList());
        card.addBuildTimeData("producer", producer.toString());
        card.addPage(Page.webComponentPageBuilder()
                .title("Job types")
                .icon("font-awesome-solid:list-check")
                .staticLabel(Integer.toString(jobTypes.size()))
                .componentLink("qwc-sluice-job-types.js"));
        cards.produce(card);

        BuildTimeActionBuildItem action = new BuildTimeActionBuildItem();
        action.actionBuilder()
                .methodName("submit")
                .description("Submits a job to the producer")
                .parameter("job", "The job as JSON text: its type, its data, and whatever else the API takes")
                .function(parameters -> JobSubmission.to(producer, parameters.get("job")))
                .build();
        actions.produce(action);
    }
}
