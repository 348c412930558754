package dev.sluice.ports.deployment;

import java.net.URI;
import java.util.stream.Stream;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.testkit.RawHttp;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class ClosedPortsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Page.class, Ports.class))
            .overrideConfigKey("quarkus.management.enabled", "true")
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.management.test-port", "0");

    @TestHTTPResource
    URI api;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void noPortSpeaksHttp2WithoutTlsToWhoeverBeginsWithIt() {
        ports().forEach(port -> assertThat(RawHttp.send(port, Ports.HTTP_2_PREFACE))
                .satisfies(answer -> {
                    assertThat(answer.closed()).isTrue();
                    assertThat(answer.text()).doesNotContain(Ports.SETTINGS_FRAME);
                }));
    }

    @Test
    void noPortChangesToHttp2WithoutTlsWhenAskedTo() {
        ports().forEach(port -> assertThat(RawHttp.send(port, Ports.UPGRADE)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).endsWith("here");
        }));
    }

    @Test
    void everyPortClosesTheConnectionOfWhoeverLeavesABodysEndInDoubt() {
        Ports.DOUBTFUL.forEach((kind, head) -> ports().forEach(port -> {
            RawHttp.Answer answer = RawHttp.send(port, "POST /page HTTP/1.1\r\nHost: localhost\r\n" + head);

            assertThat(answer.status()).as("%s at %s", kind, port).isEqualTo(400);
            assertThat(answer.text()).as("%s at %s", kind, port).contains("application/problem+json");
            assertThat(answer.closed()).as("%s at %s", kind, port).isTrue();
        }));
    }

    @Test
    void everyPortClosesTheConnectionOfWhoeverSendsAChunkOfDoubtfulSize() {
        Ports.DOUBTFUL_CHUNKS.forEach((kind, chunk) -> ports().forEach(port -> {
            RawHttp.Answer answer = RawHttp.send(
                    port,
                    "POST /page HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk
                            + "0\r\n\r\nGET /page HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(answer.closed()).as("%s at %s", kind, port).isTrue();
            assertThat(answer.text()).as("%s at %s", kind, port).doesNotContain("here");
        }));
    }

    @Test
    void noPortInvitesWebPagesFromElsewhere() {
        String origin = "\r\nHost: localhost\r\nOrigin: http://elsewhere.example\r\n";
        ports().forEach(port -> Stream.of(
                        "GET /page HTTP/1.1" + origin + "\r\n",
                        "OPTIONS /page HTTP/1.1" + origin + "Access-Control-Request-Method: POST\r\n\r\n")
                .forEach(request -> assertThat(RawHttp.send(port, request).text())
                        .startsWith("HTTP/1.1 ")
                        .doesNotContainIgnoringCase("access-control-allow")));
    }

    private Stream<URI> ports() {
        return Stream.of(api, management);
    }
}
