package dev.sluice.deploy.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** SCALE_UP and SCALE_DOWN, by the script's function that checks them with each command. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class ScalingStepsTest {

    private static final int REFUSED = 3;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3000:2,12000:5         | 50:1",
                "1500:2,6000:5,24000:10 | 0:4,20:2,50:1",
                "1:1                    | 0:1",
                "0800:2,0900:2          | 0:1"
            })
    void stepsThatAscendAndDoNotMeetAreTaken(String up, String down) throws Exception {
        assertThat(check(up, down)).isEqualTo("0 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1500         | 50:1     | SCALE_UP in deploy/environments/dev.env are no steps",
                "1500:2,      | 50:1     | SCALE_UP in deploy/environments/dev.env are no steps",
                "1500:2       | 50:-1    | SCALE_DOWN in deploy/environments/dev.env are no steps",
                "1500:0       | 50:1     | SCALE_UP in deploy/environments/dev.env have a step of no workers",
                "9:1,9:2      | 1:1      | SCALE_UP in deploy/environments/dev.env do not ascend: 9 messages come after 9",
                "9:1,8:2      | 1:1      | SCALE_UP in deploy/environments/dev.env do not ascend: 8 messages come after 9",
                "8:2,9:1      | 1:1      | add fewer workers with 9 messages than with 8",
                "900:2        | 50:1,0:2 | SCALE_DOWN in deploy/environments/dev.env do not ascend: 0 messages come after 50",
                "900:2        | 0:1,50:2 | remove more workers with 50 messages than with 0",
                "50:2         | 0:2,50:1 | begin at 50 messages, and those of SCALE_DOWN end at 50"
            })
    void whatHasAGapAnOverlapOrNoOrderIsRefusedWithTheReason(String up, String down, String reason) throws Exception {
        assertThat(check(up, down)).startsWith(REFUSED + " ").contains(reason).contains("What to do: ");
    }

    /** The exit status, and what it says. */
    private static String check(String up, String down) throws IOException, InterruptedException {
        Process script = new ProcessBuilder("bash", "-c", """
                        set -eu
                        for part in output environment scaling; do . lib/$part.sh; done
                        declare -A SETTING=([SCALE_UP]=$1 [SCALE_DOWN]=$2 [SCALING_POLICY]=backlog-per-worker) OPTION=()
                        ENVIRONMENT=dev
                        check_scaling
                        """, "check", up, down)
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return script.waitFor() + " " + said;
    }
}
