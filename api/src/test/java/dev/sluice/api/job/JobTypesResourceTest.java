package dev.sluice.api.job;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
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
                .body("info.title", containsString("Sluice"));
    }
}
