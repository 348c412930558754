package dev.sluice.deploy.script;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The files in {@code deploy/environments}, as people and their editors write them. Nothing here calls anybody. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class EnvironmentFileTest {

    private static final String FILE = "deploy/environments/dev.env";

    @AutoClose
    private final Checkout checkout = Checkout.make();

    @Test
    void spacesCommentsQuotesAndLineEndingsAreNoPartOfAValue() {
        checkout.set("CONCURRENCY", "51 # jobs at once");
        checkout.set("MAX_RECEIVE_COUNT", "11  \t");
        checkout.set("ACCEPTABLE_LATENCY", "\"46\" ");
        checkout.set("TIME_PER_JOB", "'2'\t# seconds");
        checkout.set("PRODUCER_MIN", " 3\r");
        checkout.set("PRODUCER_MAX", "\"7\"\r");
        checkout.set("CLIENT_NETWORK", "\t10.1.0.0/16 #");
        checkout.set("ALARM_EMAIL", "a#b@example.com");
        checkout.set("CERTIFICATE_ARN", " # none yet");
        replace("WORKER_HIGH_MIN=1", "export WORKER_HIGH_MIN=2");
        replace("WORKER_HIGH_MAX=2", "  WORKER_HIGH_MAX = 3");

        assertThat(parameters())
                .containsEntry("Concurrency", "51")
                .containsEntry("MaxReceiveCount", "11")
                .containsEntry("AcceptableLatency", "46")
                .containsEntry("TimePerJob", "2")
                .containsEntry("ProducerMin", "3")
                .containsEntry("ProducerMax", "7")
                .containsEntry("ClientNetwork", "10.1.0.0/16")
                .containsEntry("AlarmEmail", "a#b@example.com")
                .containsEntry("CertificateArn", "")
                .containsEntry("WorkerHighMin", "2")
                .containsEntry("WorkerHighMax", "3");
    }

    @Test
    void aFileThatWindowsWroteMeansTheSame() {
        Map<String, String> before = parameters();
        String text = checkout.read(FILE);
        checkout.write(
                FILE,
                "\uFEFF"
                        + text.substring(text.indexOf("AWS_REGION"))
                                .replace("\n", "\r\n")
                                .strip());

        assertThat(parameters()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "IMAGES_TO_KEEP=\"55                | the quote of IMAGES_TO_KEEP is not closed",
                "IMAGES_TO_KEEP='55                 | the quote of IMAGES_TO_KEEP is not closed",
                "IMAGES_TO_KEEP=\"55\"5             | there is something behind the quoted value of IMAGES_TO_KEEP",
                "IMAGES_TO_KEEP=\"55\" 5            | there is something behind the quoted value of IMAGES_TO_KEEP",
                "IMAGES_TO_KEEP=\"55\"#five         | there is something behind the quoted value of IMAGES_TO_KEEP",
                "IMAGES_TO_KEEP=5\"5\"              | there is a quote within the value of IMAGES_TO_KEEP",
                "IMAGES_TO_KEEP=\u201c55\u201d      | the value of IMAGES_TO_KEEP has a character in it that is not printable ASCII",
                "IMAGES_TO_KEEP=55\u00a0            | the value of IMAGES_TO_KEEP has a character in it that is not printable ASCII",
                "IMAGES_TO_KEEP=$KEEP               | the value of IMAGES_TO_KEEP looks like a shell's variable or command",
                "IMAGES_TO_KEEP=\"$(touch executed)\" | the value of IMAGES_TO_KEEP looks like a shell's variable or command",
                "IMAGES_TO_KEEP=\"55 \"            | the value of IMAGES_TO_KEEP begins or ends with a space",
                "IMAGES_TO_KEEP=55\\                | the value of IMAGES_TO_KEEP ends with a backslash",
                "IMAGES_TO_KEEP=                    | IMAGES_TO_KEEP is empty",
                "IMAGES_TO_KEEP= # fifty-five       | IMAGES_TO_KEEP is empty",
                "IMAGES_TO_KEEP=\"\"                | IMAGES_TO_KEEP is empty",
                "CONCURENCY=5                       | CONCURENCY means nothing, neither to the templates nor to the script",
                "concurrency=5                      | concurrency means nothing, neither to the templates nor to the script",
                "IMAGES__TO_KEEP=5                  | IMAGES__TO_KEEP means nothing, neither to the templates nor to the script",
                "WORKER_LOW_MIN=1                   | WORKER_LOW_MIN means nothing, neither to the templates nor to the script",
                "SCALE_UP_MESSAGES=1500             | SCALE_UP_MESSAGES is no longer there: SCALE_UP says how many messages",
                "ENVIRONMENT=production             | ENVIRONMENT means nothing, neither to the templates nor to the script",
                "PRODUCER_VERSION=1                 | PRODUCER_VERSION means nothing, neither to the templates nor to the script",
                "WORKER_HIGH_PLATFORM=1             | WORKER_HIGH_PLATFORM means nothing, neither to the templates nor to the script"
            })
    void whatCouldBeMeantOtherwiseIsRefusedWithItsLineAndTheReason(String line, String reason) {
        assertRefused(line, reason);
        assertThat(checkout.root().resolve("executed")).doesNotExist();
    }

    @Test
    void aLineEndThatOnlySomeSeeIsRefused() {
        assertRefused("IMAGES_TO_KEEP=55\rCONCURRENCY=5", "the value of IMAGES_TO_KEEP has a character in it");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefusedWithBothLines() {
        int first = checkout.read(FILE).lines().toList().indexOf("CONCURRENCY=50") + 1;

        assertRefused("CONCURRENCY=50", "CONCURRENCY is set already, in line " + first);
    }

    @ParameterizedTest
    @CsvSource({
        "CONCURENCY, CONCURRENCY",
        "concurrency, CONCURRENCY",
        "WORKER_HIGH_MINN, WORKER_HIGH_MIN",
        "CONSUMER_MEMROY, CONSUMER_MEMORY",
        "DEAD_LETTER_KEY_ARN, DEAD_LETTERS_KEY_ARN"
    })
    void aTypingMistakeIsAnsweredWithTheKeyThatWasMeant(String wrong, String right) {
        assertThat(run(wrong + "=").err()).contains("Did you mean " + right + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export AWS_REGION", "AWS_REGION: eu-central-1", "AWS REGION=x", "=x", "[sizes]"})
    void aLineThatIsNoKeyAndValueIsNamed(String line) {
        Run run = run(line);

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("dev.env, line " + lastLine() + " is not KEY=value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLUICE_CONSUMER_WEBHOOK_SECRET",
                "DB_PASS",
                "DBPASSWORD",
                "MYSQL_PWD",
                "STRIPE_API_KEY",
                "STRIPE_APIKEY",
                "AWS_ACCESS_KEY_ID",
                "AWS_CREDENTIALS",
                "GIT_CREDENTIAL",
                "PRIVATE_KEY",
                "SIGNING_KEY",
                "BEARER_TOKEN",
                "BASIC_AUTH",
                "db_password",
                "export DB_PASS",
                "  DB_PASS ",
                // Where a secret is may be said, and nothing else.
                "WEBHOOK_KEY_ARN"
            })
    void aKeyThatSoundsLikeASecretIsRefusedAndItsValueIsNotRepeated(String key) {
        assertRefused(key + "=never-seen-again", key.replace("export", "").strip() + " has no place in the repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                "AKIAIOSFODNN7EXAMPLE",
                "https://user:never-seen-again@example.com/",
                "\"-----BEGIN PRIVATE KEY-----\""
            })
    void aValueThatIsASecretIsRefusedWhateverItsKey(String value) {
        Run run = assertRefused("IMAGES_TO_KEEP=" + value, "IMAGES_TO_KEEP has no place in the repository");

        assertThat(run.toString()).doesNotContain(value);
    }

    private Run assertRefused(String line, String reason) {
        Run run = run(line);
        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("deploy/environments/dev.env, line " + lastLine() + ": " + reason);
        assertThat(run.toString()).doesNotContain("never-seen-again");
        assertThat(run.out()).isEmpty();
        return run;
    }

    /** With one more line in the file. */
    private Run run(String line) {
        checkout.write(FILE, checkout.read(FILE) + line + "\n");
        return new Script(checkout).run("bootstrap", "dev", "--dry-run");
    }

    private long lastLine() {
        return checkout.read(FILE)
                .chars()
                .filter(character -> character == '\n')
                .count();
    }

    private void replace(String line, String other) {
        checkout.write(FILE, checkout.read(FILE).replace(line, other));
    }

    /** What the templates would be given. */
    private Map<String, String> parameters() {
        Run run = new Script(checkout)
                .run("bootstrap", "dev", "--dry-run", "--json", "--version", "0000001-20261101T000000Z");
        assertThat(run.status()).as(run.toString()).isZero();
        Map<String, String> parameters = new TreeMap<>();
        try {
            for (String line : run.lines()) {
                JsonNode call = new JsonMapper().readTree(line).path("call");
                List<String> words = call.valueStream().map(JsonNode::asText).toList();
                if (words.contains("--parameters")) {
                    new JsonMapper()
                            .readTree(words.get(words.indexOf("--parameters") + 1))
                            .forEach(one -> parameters.put(
                                    one.path("ParameterKey").asText(),
                                    one.path("ParameterValue").asText()));
                }
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return parameters;
    }
}
