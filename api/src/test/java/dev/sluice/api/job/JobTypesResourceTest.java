package dev.sluice.api.job;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.sluice.job.JobId;
import dev.sluice.job.TenantId;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

@QuarkusTest
class JobTypesResourceTest {

    @Test
    void listsTheJobTypesWithTheirSchemas() {
        given().get("/job-types")
                .then()
                .statusCode(200)
                .body("type", hasItems("checksum", "webhook"))
                .body("find { it.type == 'checksum' }.schema.required", hasItem("url"))
                .body("find { it.type == 'checksum' }.schema.additionalProperties", equalTo(false))
                .body("find { it.type == 'webhook' }.schema.properties.timeoutSeconds.maximum", equalTo(300));
    }

    @Test
    void describesTheApi() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/jobs'.post.responses.keySet()", hasItem("503"))
                .body("components.schemas.JobRequest.properties.keySet()", hasItem("delaySeconds"))
                .body("components.schemas.JobRequest.properties.tenant.description", containsString("On whose behalf"))
                .body("components.schemas.JobRequest.properties.tenant.pattern", equalTo(TenantId.PATTERN))
                .body("components.schemas.JobRequest.properties.id.pattern", equalTo(JobId.PATTERN))
                .body("components.schemas.JobRequest.properties.delaySeconds.maximum", equalTo(900))
                .body("components.schemas.JobRequest.required", contains("type"))
                .body("info.title", containsString("Sluice"));
    }
}
