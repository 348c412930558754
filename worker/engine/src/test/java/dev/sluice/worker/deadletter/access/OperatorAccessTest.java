package dev.sluice.worker.deadletter.access;

import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.worker.Configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OperatorAccessTest {

    private static final String TOKEN = "correct-horse-battery";

    private final OperatorAccess closed = new OperatorAccess(Configs.of(DeadLettersConfig.class));
    private final OperatorAccess open = new OperatorAccess(Configs.of(DeadLettersConfig.class, "local-access", "true"));
    private final OperatorAccess locked = new OperatorAccess(Configs.of(DeadLettersConfig.class, "token", TOKEN));

    @Test
    void answersNobodyUnlessATokenIsSetOrTheMachineTrusted() {
        assertThat(closed.refusal(from("127.0.0.1", "localhost"))).hasValueSatisfying(problem -> {
            assertThat(problem.status()).isEqualTo(403);
            assertThat(problem.detail())
                    .contains("sluice.consumer.dead-letters.token", "sluice.consumer.dead-letters.local-access");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void answersThisMachineWhenThereIsNoToken(String address) {
        assertThat(open.refusal(from(address, "localhost"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.7",
                "172.17.0.1",
                "192.168.1.2",
                "169.254.169.254",
                "203.0.113.7",
                "0.0.0.0",
                "128.0.0.1",
                "fe80::1%eth0",
                "::",
                "2001:db8::1",
                "::ffff:10.0.0.7",
                "localhost",
                ""
            })
    void answersNobodyElseWhenThereIsNoToken(String address) {
        assertThat(open.refusal(from(address, "localhost"))).hasValueSatisfying(problem -> {
            assertThat(problem.status()).isEqualTo(403);
            assertThat(problem.detail()).contains("sluice.consumer.dead-letters.token");
        });
    }

    @Test
    void answersNobodyWithoutAnAddress() {
        var caller = new Caller(Optional.empty(), Optional.of("localhost"), false, false, Optional.empty());

        assertThat(open.refusal(caller)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "::1", "[::1]"})
    void answersACallerThatMeansThisMachine(String host) {
        assertThat(open.refusal(from("127.0.0.1", host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebound.example", "localhost.example", "127.0.0.1.example", "10.0.0.7", ""})
    void refusesACallerThatMeansAnother(String host) {
        assertThat(open.refusal(from("127.0.0.1", host))).isPresent();
    }

    @Test
    void refusesAPageFromElsewhereEvenWithTheToken() {
        var page = new Caller(
                Optional.of("127.0.0.1"), Optional.of("localhost"), false, true, Optional.of("Bearer " + TOKEN));

        assertThat(open.refusal(page)).isPresent();
        assertThat(locked.refusal(page)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9001,       localhost:9001, false",
        "https://worker.example,      worker.example, false",
        "http://LOCALHOST:9001,       localhost:9001, false",
        ",                            localhost:9001, false",
        "http://localhost:8080,       localhost:9001, true",
        "http://elsewhere.example,    localhost:9001, true",
        "http://localhost:9001.evil,  localhost:9001, true",
        "null,                        localhost:9001, true",
        "'http://[',                  localhost:9001, true",
        "http://localhost:9001,       ,               true"
    })
    void knowsAPageFromElsewhere(String origin, String host, boolean foreign) {
        assertThat(Caller.isForeign(origin, host)).isEqualTo(foreign);
    }

    @Test
    void refusesAProxyOnThisMachine() {
        var proxy = new Caller(Optional.of("127.0.0.1"), Optional.of("localhost"), true, false, Optional.empty());

        assertThat(open.refusal(proxy)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "Via",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Real-IP",
                "CF-Connecting-IP",
                "True-Client-IP",
                "Fastly-Client-IP",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                "X-Original-URL",
                "X-Amzn-Trace-Id",
                "X-Amz-Cf-Id",
                "X-Envoy-External-Address",
                "X-Azure-ClientIP",
                "Fly-Client-IP",
                "CDN-Loop",
                "Max-Forwards",
                "X-Of-The-Next-Proxy"
            })
    void knowsAProxyByWhateverItAdds(String header) {
        assertThat(DirectRequest.isOfClients(header)).isFalse();
        assertThat(DirectRequest.isOfClients(header.toLowerCase(Locale.ROOT))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "user-agent", "Accept-Encoding", "Content-Type", "Sec-Fetch-Site", "sec-ch-ua"})
    void knowsWhatClientsSend(String header) {
        assertThat(DirectRequest.isOfClients(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "203.0.113.7"})
    void answersWhoeverBringsTheToken(String address) {
        assertThat(locked.refusal(with(address, "Bearer " + TOKEN))).isEmpty();
        assertThat(locked.refusal(with(address, "bearer " + TOKEN))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer correct-horse-batterz",
                "Bearer correct-horse-batter",
                "Bearer correct-horse-battery2",
                "Bearer CORRECT-HORSE-BATTERY",
                "Bearer ",
                "Bearer",
                "Basic correct-horse-battery",
                "correct-horse-battery",
                ""
            })
    void refusesAWrongTokenEvenFromThisMachine(String authorization) {
        assertThat(locked.refusal(with("127.0.0.1", authorization))).hasValueSatisfying(problem -> {
            assertThat(problem.status()).isEqualTo(401);
            assertThat(problem.detail()).doesNotContain(TOKEN);
        });
    }

    @Test
    void refusesThisMachineWithoutTheTokenWhenThereIsOne() {
        assertThat(locked.refusal(from("127.0.0.1", "localhost"))).isPresent();
    }

    @Test
    void anEmptyTokenIsNone() {
        var access = new OperatorAccess(Configs.of(DeadLettersConfig.class, "token", "", "local-access", "true"));

        assertThat(access.refusal(with("203.0.113.7", "Bearer "))).isPresent();
        assertThat(access.refusal(from("127.0.0.1", "localhost"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifteen-letters", "sixteen letters and more", "sechzehn-Zeichen-ä"})
    void takesNoTokenThatIsEasyToGuessOrFitsNoHeader(String token) {
        assertThatThrownBy(() -> new OperatorAccess(Optional.of(token), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sluice.consumer.dead-letters.token")
                .hasMessageNotContaining(token);
    }

    @Test
    void aCallerKeepsTheTokenToItself() {
        assertThat(with("127.0.0.1", "Bearer " + TOKEN)).hasToString("127.0.0.1");
    }

    private static Caller from(String address, String host) {
        return new Caller(Optional.of(address), Optional.of(host), false, false, Optional.empty());
    }

    private static Caller with(String address, String authorization) {
        return new Caller(Optional.of(address), Optional.of("worker.example"), true, false, Optional.of(authorization));
    }
}
