package dev.sluice.devservices.deployment;

import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

import dev.sluice.devservices.server.dashboard.Dashboard;

/** Puts a link to the dashboard on the extension's card in the Dev UI. */
class DashboardCardProcessor {

    /** There is none when the CloudWatch gets a port that nobody knows before. */
    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void dashboard(SluiceDevServicesConfig settings, BuildProducer<CardPageBuildItem> cards) {
        if (!settings.enabled() || settings.cloudwatchPort() == 0) {
            return;
        }
        CardPageBuildItem card = new CardPageBuildItem();
        card.addPage(Page.externalPageBuilder("Dashboard")
                .url("http://localhost:" + settings.cloudwatchPort() + Dashboard.PATH)
                .doNotEmbed()
                .icon("font-awesome-solid:chart-line"));
        cards.produce(card);
    }
}
