package dev.sluice.deploy.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.deploy.infrastructure.document.Documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What gives containers their time when an instance ends. The API Reference of Amazon ECS has stopTimeout for stops by the agent;
 * when Docker stops, it is Docker's own time for a container that counts ("docker container run", --stop-timeout: 10 s).
 */
class StopContainersTest {

    private static final Path SYSTEMD_ANALYZE = Path.of("/usr/bin/systemd-analyze");
    private static final String SCRIPT = "/usr/local/sbin/sluice-stop-containers";
    private static final String UNIT = "/etc/systemd/system/sluice-stop-containers.service";

    private final JsonNode config =
            Documents.read(Documents.BUNDLES.resolve("worker/.ebextensions/stop-containers.config"));

    @TempDir
    private Path folder;

    private record Run(int status, String output) {}

    @Test
    void producersGetTheirTimeAsWorkersDo() throws IOException {
        assertThat(Documents.BUNDLES.resolve("producer/.ebextensions/stop-containers.config"))
                .hasSameTextualContentAs(Documents.BUNDLES.resolve("worker/.ebextensions/stop-containers.config"));
    }

    /** With names of units that Amazon Linux has, for which empty ones stand in. */
    @Test
    void systemdTakesTheUnit() throws Exception {
        assumeTrue(Files.isExecutable(SYSTEMD_ANALYZE), "there is no systemd-analyze");
        write(UNIT, content(UNIT));
        executable(SCRIPT, content(SCRIPT));
        executable("/bin/true", "");
        for (String target : List.of("sysinit", "basic", "shutdown")) {
            write("/etc/systemd/system/" + target + ".target", "[Unit]\nDefaultDependencies=no\n");
        }
        write("/etc/systemd/system/docker.service", "[Service]\nExecStart=/bin/true\n");
        write("/etc/systemd/system/ecs.service", "[Unit]\nAfter=docker.service\n[Service]\nExecStart=/bin/true\n");

        Run run = run(
                SYSTEMD_ANALYZE.toString(),
                "verify",
                "--root=" + folder,
                Path.of(UNIT).getFileName().toString());

        assertThat(run).isEqualTo(new Run(0, ""));
    }

    /** systemd.unit(5), "Before=, After=": "When two units with an ordering dependency are shut down, the inverse of the start-up order". */
    @Test
    void atAShutdownTheAgentStopsBeforeAndDockerAfterIt() {
        List<String> lines = content(UNIT).lines().toList();

        assertThat(lines).contains("After=docker.service", "Before=ecs.service", "ExecStop=" + SCRIPT);
        // It is active all the time, so that there is something to stop; whoever restarts Docker restarts it.
        assertThat(lines)
                .contains("Type=oneshot", "RemainAfterExit=yes", "Requires=docker.service")
                .contains("WantedBy=multi-user.target docker.service");
    }

    @Test
    void aDeploymentStartsTheUnitAndNeverStopsTheContainersByIt() {
        String command = config.at("/commands/02_stop_containers/command").asText();

        assertThat(command).contains("daemon-reload", "enable --now").doesNotContain("restart", "systemctl stop");
    }

    /** Each stop of the stand-in for docker ends only when both have begun. */
    @Test
    void eachContainerIsStoppedWithinItsOwnTimeAndAllAtOnce() throws Exception {
        executable("/bin/docker", """
                #!/bin/sh
                here=%s
                case $1 in
                  ps)
                    [ "$*" = 'ps --filter label=dev.sluice.stop-seconds --format {{.ID}} {{.Label "dev.sluice.stop-seconds"}}' ] || exit 1
                    printf '%%s\\n' 'aaa 35' 'bbb 130'
                    ;;
                  stop)
                    echo "$*" >> "$here/calls"
                    tries=0
                    until [ "$(wc -l < "$here/calls")" = 2 ]; do
                      tries=$((tries + 1))
                      [ "$tries" -lt 3000 ] || exit 1
                      sleep 0.01
                    done
                    echo "$4" >> "$here/stopped"
                    ;;
                esac
                """.formatted(folder));
        executable(SCRIPT, content(SCRIPT));

        Run run = runScript();

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .containsExactlyInAnyOrder("stop -t 35 aaa", "stop -t 130 bbb");
        assertThat(Files.readAllLines(folder.resolve("stopped"))).containsExactlyInAnyOrder("aaa", "bbb");
    }

    @Test
    void withoutContainersThereIsNothingToStopAndADockerThatFailsIsNoSuccess() throws Exception {
        executable(SCRIPT, content(SCRIPT));
        executable("/bin/docker", "#!/bin/sh\n[ \"$1\" = ps ]\n");
        assertThat(runScript()).isEqualTo(new Run(0, ""));

        executable("/bin/docker", "#!/bin/sh\nexit 7\n");
        assertThat(runScript().status()).isEqualTo(7);
    }

    private Run runScript() throws Exception {
        return run("/usr/bin/env", "PATH=" + folder + "/bin:/usr/bin:/bin", "sh", folder + SCRIPT);
    }

    private static Run run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private String content(String file) {
        return config.get("files").get(file).get("content").asText();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file.substring(1));
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void executable(String file, String text) throws IOException {
        write(file, text);
        assertThat(folder.resolve(file.substring(1)).toFile().setExecutable(true))
                .isTrue();
    }
}
