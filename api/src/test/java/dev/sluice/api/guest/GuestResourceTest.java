package dev.sluice.api.guest;

import java.net.URI;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import dev.sluice.testkit.RawHttp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

/** The API's rules are for its own resources; those of its application keep to Quarkus' rules. */
@QuarkusTest
class GuestResourceTest {

    @Test
    void aResourceOfTheApplicationGetsBodiesThatAreEncoded() {
        given().contentType("application/octet-stream")
                .header("Content-Encoding", "br")
                .body(new byte[] {1, 2, 3})
                .post("/guest/jobs")
                .then()
                .statusCode(200)
                .body(equalTo("3"));
    }

    @Test
    void a405ThereDoesNotTellOfTheApisMethods() {
        isOfTheApplication(given().delete("/guest/jobs").then().statusCode(405))
                .header("Allow", not(equalTo("OPTIONS")));
    }

    @Test
    void a415OrA406ThereDoesNotTellOfJson() {
        isOfTheApplication(given().contentType("text/csv")
                .body("1,2")
                .post("/guest/jobs")
                .then()
                .statusCode(415));
        isOfTheApplication(given().contentType("application/octet-stream")
                .accept("image/png")
                .body(new byte[1])
                .post("/guest/jobs")
                .then()
                .statusCode(406));
    }

    @Test
    void theApiKnowsItsResourcesByAnyFormOfTheirPaths() {
        for (String path : new String[] {"/jobs/", "/%6aobs", "/guest/../jobs"}) {
            String answer = RawHttp.send(
                            URI.create("http://localhost:" + RestAssured.port),
                            "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"
                                    .formatted(path))
                    .text();

            assertThat(answer).as(path).startsWith("HTTP/1.1 415 ").contains("urn:sluice:problem:content-encoding");
        }
    }

    @Test
    void whereARequestEndsIsEverybodysBusiness() {
        String answer = RawHttp.send(
                        URI.create("http://localhost:" + RestAssured.port),
                        "POST /guest/jobs HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\n\r\n")
                .text();

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("connection: close")
                .contains("The request must have one valid Host header");
    }

    private static ValidatableResponse isOfTheApplication(ValidatableResponse response) {
        return response.contentType("application/problem+json")
                .body("type", not(startsWith("urn:sluice:")))
                .body("detail", not(startsWith("Answers are")));
    }
}
