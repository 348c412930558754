package dev.sluice.builtin.http.receiver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CallLimitTest {

    @RegisterExtension
    final Servers servers = new Servers();

    private final List<String> admitted = Collections.synchronizedList(new ArrayList<>());

    @Test
    void letsTheOthersInInTheirOrderAsSoonAsThereIsRoom() {
        var limit = new CallLimit(servers.vertx(), 2);
        CallLimit.Call first = enter(limit, "a", "1");
        CallLimit.Call second = enter(limit, "a", "2");
        enter(limit, "a", "3");
        enter(limit, "a", "4");
        assertThat(admitted).containsExactly("1", "2");

        second.over();
        await().until(() -> admitted.size() == 3);
        first.over();
        await().until(() -> admitted.size() == 4);

        assertThat(admitted).containsExactly("1", "2", "3", "4");
    }

    @Test
    void letsOneReceiverNotWaitForAnother() {
        var limit = new CallLimit(servers.vertx(), 1);
        enter(limit, "a", "1");
        enter(limit, "b", "2");

        assertThat(admitted).containsExactly("1", "2");
    }

    @Test
    void forgetsACallThatGivesUpWaiting() {
        var limit = new CallLimit(servers.vertx(), 1);
        CallLimit.Call first = enter(limit, "a", "1");
        CallLimit.Call second = enter(limit, "a", "2");
        enter(limit, "a", "3");

        second.over();
        first.over();

        await().until(() -> admitted.size() == 2);
        assertThat(admitted).containsExactly("1", "3");
    }

    @Test
    void makesRoomOnlyOnceForACallThatIsSaidToBeOverTwice() {
        var limit = new CallLimit(servers.vertx(), 1);
        CallLimit.Call first = enter(limit, "a", "1");
        first.over();
        first.over();
        enter(limit, "a", "2");
        enter(limit, "a", "3");

        assertThat(admitted).containsExactly("1", "2");
    }

    private CallLimit.Call enter(CallLimit limit, String receiver, String name) {
        CallLimit.Call call = limit.call(receiver);
        call.admitted().subscribe().with(in -> admitted.add(name));
        return call;
    }
}
