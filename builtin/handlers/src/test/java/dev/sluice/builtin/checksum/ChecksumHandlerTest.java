package dev.sluice.builtin.checksum;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.builtin.HandlerConfigs;
import dev.sluice.builtin.http.OutboundHttp;
import dev.sluice.builtin.job.Checksum;
import dev.sluice.test.TestJob;
import dev.sluice.testkit.Servers;
import dev.sluice.worker.handler.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ChecksumHandlerTest {

    /** FIPS 180-2's example "abc". */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    final Servers servers = new Servers();

    @Test
    void tellsTheSha256AndTheLength() throws Exception {
        var acceptEncoding = new AtomicReference<String>();
        String url = servers.http(request -> {
            acceptEncoding.set(request.getHeader("Accept-Encoding"));
            request.response().end("abc");
        });

        assertThat(handle(url)).isEqualTo(Outcome.completed("sha256=" + ABC + " length=3"));
        assertThat(acceptEncoding).hasValue("identity");
    }

    @Test
    void completesWhenTheValueIsTheExpectedOneInEitherCase() throws Exception {
        String url = servers.http(request -> request.response().end("abc"));

        assertThat(handle(new Checksum(URI.create(url), ABC.toUpperCase()), () -> false))
                .isEqualTo(Outcome.completed("sha256=" + ABC + " length=3"));
    }

    @Test
    void rejectsAnotherValueThanTheExpectedOneAndNamesBoth() throws Exception {
        String url = servers.http(request -> request.response().end("abc"));
        String expected = "0".repeat(64);

        assertThat(handle(new Checksum(URI.create(url), expected), () -> false))
                .isEqualTo(Outcome.rejected("Expected sha256=" + expected + ", found sha256=" + ABC + " length=3"));
    }

    @Test
    void readsAnEmptyResource() throws Exception {
        assertThat(handle(servers.http(request -> request.response().end())))
                .isEqualTo(Outcome.completed(
                        "sha256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 length=0"));
    }

    @Test
    void holdsOnlyAFewChunksOfALargeResourceAtATime() throws Exception {
        long size = 96L * MIB;
        var sent = new AtomicLong();
        String url = servers.http(request -> stream(request, size, sent));
        var reading = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var outcome = new CompletableFuture<Outcome>();
        Thread.startVirtualThread(() -> outcome.complete(handleUnchecked(url, () -> {
            reading.countDown();
            join(goOn);
            return false;
        })));

        reading.await();
        // With a reader that stands still the sender must come to a stop as well: what it has sent by then is in the
        // kernel's socket buffers (which take up to 36 MiB on Linux) and in ours, and that does not grow any more.
        var before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300)).until(() -> before.getAndSet(sent.get()) == sent.get());
        assertThat(sent).hasValueLessThan(size / 2);
        goOn.countDown();

        assertThat(outcome.get(50, TimeUnit.SECONDS))
                .isEqualTo(Outcome.completed("sha256=" + sha256OfZeros(size) + " length=" + size));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npa",
                "HTTP/1.1 200 OK\r\nContent-Le",
            })
    void retriesWhenTheConnectionIsCut(String answer) throws Exception {
        String url = servers.raw(socket -> socket.write(answer).onComplete(written -> socket.close()));

        assertThat(handle(url))
                .isEqualTo(
                        Outcome.retry("GET " + url + " failed: the connection closed before the answer was complete"));
    }

    @Test
    void retriesWhenTheBodyIsNotProperHttp() throws Exception {
        String url = servers.raw(
                socket -> socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot-a-number\r\n"));

        // Now and then the end of the connection is known before its cause.
        assertThat(handle(url)).isInstanceOfSatisfying(Outcome.Retry.class, retry -> assertThat(retry.reason())
                .startsWith("GET " + url + " failed: "));
    }

    @Test
    void retriesWhenTheBodyFallsSilent() throws Exception {
        var closed = new AtomicBoolean();
        String url = servers.http(request -> {
            request.connection().closeHandler(gone -> closed.set(true));
            request.response().setChunked(true).write("part");
        });

        assertThat(handle(url, "outbound.idle-timeout", "3s"))
                .isEqualTo(Outcome.retry("GET " + url + " failed: no answer in time"));
        await().untilTrue(closed);
    }

    @Test
    void readsASlowBodyThatIsNeverSilentForLong() throws Exception {
        String url = servers.http(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            var ticks = new AtomicLong();
            servers.vertx().setPeriodic(100, tick -> {
                if (ticks.incrementAndGet() <= 40) {
                    response.write("x");
                } else if (servers.vertx().cancelTimer(tick)) {
                    response.end();
                }
            });
        });

        assertThat(handle(url, "outbound.idle-timeout", "3s"))
                .isEqualTo(Outcome.completed("sha256=" + sha256("x".repeat(40)) + " length=40"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 503})
    void retriesWhatMayPass(int status) throws Exception {
        String url = servers.http(request -> request.response()
                .setStatusCode(status)
                .putHeader("Retry-After", "7")
                .end());

        assertThat(handle(url))
                .isEqualTo(Outcome.retryNotBefore(Duration.ofSeconds(7), "GET " + url + " answered " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 300, 301, 304, 400, 403, 404, 410})
    void rejectsWhatIsNotTheResource(int status) throws Exception {
        String url =
                servers.http(request -> request.response().setStatusCode(status).end());

        assertThat(handle(url)).isEqualTo(Outcome.rejected("GET " + url + " answered " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsARedirect(int status) throws Exception {
        String end = servers.http(request -> request.response().end("abc"));
        String start = servers.http(request -> redirect(request, status, end + "/resource"));

        assertThat(handle(start)).isEqualTo(Outcome.completed("sha256=" + ABC + " length=3"));
    }

    @ParameterizedTest
    @CsvSource({
        "?x=1, /a/b?x=1",
        "für, /a/f%C3%BCr",
        "c d, /a/c%20d",
        "../../../z, /z",
        "/c#part, /c",
    })
    void followsALocationByTheBook(String location, String end) throws Exception {
        String bytes = new String(location.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var reached = new AtomicReference<String>();
        String url = servers.http(request -> {
            if (request.uri().equals("/a/b?x=0")) {
                redirect(request, 302, bytes);
            } else {
                reached.set(request.uri());
                request.response().end("abc");
            }
        });

        assertThat(handle(url + "/a/b?x=0")).isInstanceOf(Outcome.Completed.class);
        assertThat(reached).hasValue(end);
    }

    @Test
    void followsAnEmptyLocationToThePageItselfAndNotForEver() throws Exception {
        String url = servers.http(request -> redirect(request, 302, ""));

        assertThat(handle(url + "/a/b?x=0"))
                .isEqualTo(Outcome.rejected("More than 5 redirects, the last one to " + url + "/a/b"));
    }

    @Test
    void followsFiveRedirectsAndNotASixth() throws Exception {
        String url = servers.http(request -> {
            int left = Integer.parseInt(request.path().substring(1));
            if (left == 0) {
                request.response().end("abc");
            } else {
                redirect(request, 302, String.valueOf(left - 1));
            }
        });

        assertThat(handle(url + "/5")).isInstanceOf(Outcome.Completed.class);
        assertThat(handle(url + "/6"))
                .isEqualTo(Outcome.rejected("More than 5 redirects, the last one to " + url + "/0"));
        assertThat(handle(url + "/1", "outbound.max-redirects", "0"))
                .isEqualTo(Outcome.rejected("More than 0 redirects, the last one to " + url + "/0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:{port}/",
                "http://localhost.localdomain.:{port}/",
                "http://[::1]:{port}/",
                "http://[::ffff:127.0.0.2]:{port}/",
                "http://2130706434:{port}/",
                "http://169.254.169.254/latest/meta-data/",
                "//10.0.0.1/",
            })
    void refusesARedirectToAClosedAddress(String location) throws Exception {
        var followed = new AtomicBoolean();
        String url = servers.http(request -> {
            if (request.path().equals("/start")) {
                redirect(
                        request,
                        302,
                        location.replace(
                                "{port}", String.valueOf(request.localAddress().port())));
            } else {
                followed.set(true);
                request.response().end();
            }
        });

        Outcome outcome = handle(url + "/start");

        // A name that nobody knows may be known tomorrow; that, too, is no call
        assertThat(outcome)
                .satisfiesAnyOf(
                        refused -> assertThat(refused.toString()).contains("that jobs must not reach"),
                        unknown -> assertThat(unknown.toString()).contains("the host's address is not known"));
        assertThat(followed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://user:secret@127.0.0.1/", "http://%zz/"})
    void rejectsARedirectThatCannotBeCalled(String location) throws Exception {
        String url = servers.http(request -> redirect(request, 302, location));

        assertThat(handle(url)).isInstanceOf(Outcome.Rejected.class).asString().doesNotContain("secret");
    }

    @Test
    void stopsReadingWhenTheResultIsNoLongerWanted() throws Exception {
        var closed = new AtomicBoolean();
        var sent = new AtomicLong();
        String url = servers.http(request -> {
            request.connection().closeHandler(gone -> closed.set(true));
            stream(request, Long.MAX_VALUE, sent);
        });

        Outcome outcome = handle(new Checksum(URI.create(url), null), () -> sent.get() > MIB);

        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
        await().untilTrue(closed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsAtOnceWhenInterruptedBeforeAndInTheBody(boolean inTheBody) throws Exception {
        var arrived = new CountDownLatch(1);
        var closed = new AtomicBoolean();
        String url = servers.http(request -> {
            request.connection().closeHandler(gone -> closed.set(true));
            if (inTheBody) {
                request.response().setChunked(true).write("part");
            }
            arrived.countDown();
        });
        var thrown = new CompletableFuture<Throwable>();
        Thread worker = Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(() -> handle(url))));

        arrived.await();
        worker.interrupt();

        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        await().untilTrue(closed);
    }

    @Test
    void leavesAFaultInTheCodeToTheOneWhoCalls() {
        assertThatThrownBy(
                        () -> handle(servers.http(request -> request.response().end("abc")), () -> {
                            throw new IllegalStateException("a fault");
                        }))
                .hasRootCauseMessage("a fault");
    }

    private Outcome handle(String url, String... config) throws InterruptedException, ExecutionException {
        return handler(config).handle(new Checksum(URI.create(url), null), TestJob.create("job-1"));
    }

    private Outcome handle(String url, BooleanSupplier cancelled) throws InterruptedException, ExecutionException {
        return handle(new Checksum(URI.create(url), null), cancelled);
    }

    private Outcome handle(Checksum checksum, BooleanSupplier cancelled)
            throws InterruptedException, ExecutionException {
        return handler().handle(checksum, TestJob.create().cancelledWhen(cancelled));
    }

    private Outcome handleUnchecked(String url, BooleanSupplier cancelled) {
        try {
            return handle(url, cancelled);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private ChecksumHandler handler(String... pairs) {
        HandlerConfigs config = HandlerConfigs.forLoopback(pairs);
        return new ChecksumHandler(new OutboundHttp(servers.vertx(), config.outbound()), config.outbound());
    }

    private static void redirect(HttpServerRequest request, int status, String location) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.LOCATION, location)
                .end("moved");
    }

    /** Sends zeros as fast as the receiver takes them. */
    private static void stream(HttpServerRequest request, long size, AtomicLong sent) {
        HttpServerResponse response = request.response().setChunked(true);
        Buffer zeros = Buffer.buffer(new byte[64 * 1024]);
        Runnable more = () -> {
            while (sent.get() < size && !response.writeQueueFull() && !response.closed()) {
                response.write(zeros);
                sent.addAndGet(zeros.length());
            }
            if (sent.get() >= size && !response.ended()) {
                response.end();
            }
        };
        response.drainHandler(drained -> more.run());
        more.run();
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256OfZeros(long size) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] mib = new byte[MIB];
        for (long i = 0; i < size / MIB; i++) {
            digest.update(mib);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
