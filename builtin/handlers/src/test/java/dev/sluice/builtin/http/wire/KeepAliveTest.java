package dev.sluice.builtin.http.wire;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeepAliveTest {

    private final HttpHeaders headers = new DefaultHttpHeaders();

    @ParameterizedTest
    @CsvSource({
        "timeout=60, ",
        "timeout=5, ",
        "'max=100', ",
        "'TIMEOUT = 3, max=10', timeout=2",
        "timeout=2, timeout=1",
        "timeout=99999999999, ",
    })
    void staysNoLongerThanTheReceiverAndNoLongerThanWeWould(String told, String kept) {
        headers.set("Keep-Alive", told);

        KeepAlive.bound(headers);

        assertThat(headers.get("Keep-Alive")).isEqualTo(kept);
        assertThat(headers.contains("Connection")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"timeout=1", "timeout=0"})
    void closesAConnectionThatTheReceiverIsAboutToClose(String told) {
        headers.set("Keep-Alive", told);

        KeepAlive.bound(headers);

        assertThat(headers.get("Connection")).isEqualTo("close");
    }

    @Test
    void findsCloseAmongOtherOptions() {
        headers.add("Connection", "keep-alive, X-Option").add("Connection", "x-a , CLOSE");

        KeepAlive.bound(headers);

        assertThat(headers.getAll("Connection")).containsExactly("close");
    }
}
