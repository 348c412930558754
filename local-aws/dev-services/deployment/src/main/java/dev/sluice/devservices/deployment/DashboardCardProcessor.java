package dev.sluice.devservices.deployment;

import java.util.Optional;

import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.buildtime.BuildTimeActionBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.sluice.dashboard.Dashboard;

/** Puts the queues and a link to the dashboard on the extension's card in the Dev UI. */
class DashboardCardProcessor {

    /** There is no link when the CloudWatch gets a port that nobody knows before. */
    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void dashboard(
            SluiceDevServicesConfig settings,
            BuildProducer<CardPageBuildItem> cards,
            BuildProducer<BuildTimeActionBuildItem> actions) {
        CardPageBuildItem card = new CardPageBuildItem();
        boolean linked = settings.enabled() && settings.cloudwatchPort() != 0;
        String dashboard = linked ? "http://localhost:" + settings.cloudwatchPort() + Dashboard.PATH : "";
        card.addBuildTimeData("dashboard", dashboard);
        card.addPage(Page.webComponentPageBuilder()
                .title("Queues")
                .icon("font-awesome-solid:inbox")
                .componentLink("qwc-sluice-queues.js"));
        if (linked) {
            card.addPage(Page.externalPageBuilder("Dashboard")
                    .url(dashboard)
                    .doNotEmbed()
                    .icon("font-awesome-solid:chart-line"));
        }
        cards.produce(card);

        // Asked now: when the page asks, the dev service itself has set it.
        Optional<String> configured =
                ConfigProvider.getConfig().getOptionalValue(SqsDevServiceProcessor.ENDPOINT, String.class);
        BuildTimeActionBuildItem action = new BuildTimeActionBuildItem();
        action.actionBuilder()
                .methodName("look")
                .description("Tells where SQS runs and how full its queues are")
                .function(parameters -> QueuesPage.look(configured))
                .build();
        action.actionBuilder()
                .methodName("deadLetters")
                .description("Tells some dead letters of a queue")
                .parameter("queue", "The queue's name, not that of its dead-letter queue")
                .function(parameters -> QueuesPage.deadLetters(parameters.get("queue")))
                .build();
        actions.produce(action);
    }
}
