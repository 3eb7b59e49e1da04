package dev.atlasgateway.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A change made through any face decides on the next call of the replica that it was made on, and within a second on
 * the calls of another: two gateways on one store.
 */
@ExtendWith(PolicyRestorer.class)
@OnSharedGateway
@Isolated("it promises a second")
class OtherReplicaTests {

    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final String GRANTED = "/GROUP_OWNER/";

    private static final RunningGateway HERE = RunningGateway.shared();
    private static RunningGateway other;

    @BeforeAll
    static void start() {
        other = HERE.another();
        other.token("search"); // before the second begins
    }

    @AfterAll
    static void stop() {
        other.stop();
    }

    @Test
    void decidesByAChangeOfTheApiWithinASecond() {
        assertThat(calls(other, "by-api")).isEqualTo(403);
        var made = HERE.send(HERE.asAdmin("/admin/api/v1/grants/search/" + RunningGateway.ORDERS + GRANTED + "by-api")
                .header("Content-Type", "application/json")
                .header("X-Change-Reason", "a test")
                .PUT(BodyPublishers.ofString("{}")));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        decides("by-api");
    }

    @Test
    void decidesByAChangeOfTheConsoleWithinASecond() {
        assertThat(calls(other, "by-console")).isEqualTo(403);
        var browser = HERE.browser().signIn("admin", HERE.adminPassword());
        browser.get("/console/new/grant");
        var form = Map.of("team", "search", "project", RunningGateway.ORDERS, "role", "GROUP_OWNER");
        var rest = Map.of("instances", "by-console", "key", "", "expires", "", "reason", "a test", "why", "");
        var made = browser.post("/console/grants", all(form, rest, Map.of("base", "" + revision())));
        assertThat(made.status()).as(made.body()).isEqualTo(302);
        decides("by-console");
    }

    @Test
    void decidesByADocumentWithinASecond() {
        assertThat(calls(other, "by-document")).isEqualTo(403);
        var yaml = HERE.part(PolicyDocuments.class)
                .export(HERE.part(Policy.class).current())
                .replaceFirst("\ngrants:\n", "\ngrants:\n" + grant("by-document"));
        var made = HERE.send(HERE.asAdmin("/admin/api/v1/policy:apply")
                .header("Content-Type", "application/yaml")
                .header("X-Change-Reason", "a test")
                .header("If-Match", "\"" + revision() + "\"")
                .POST(BodyPublishers.ofString(yaml)));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        decides("by-document");
    }

    /** Either replica may import the file first. */
    @Test
    void decidesByAMountedFileWithinASecondOfItsImport() throws IOException {
        assertThat(calls(other, "by-file")).isEqualTo(403);
        var before = Files.readString(HERE.mounted());
        Files.writeString(HERE.mounted(), before + "grants:\n" + grant("by-file"));
        try {
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> calls(HERE, "by-file") == 200 || calls(other, "by-file") == 200);
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(PROMISED)
                    .until(() -> calls(HERE, "by-file") == 200 && calls(other, "by-file") == 200);
        } finally {
            Files.writeString(HERE.mounted(), before);
        }
        await().until(() -> calls(HERE, "by-file") == 403);
    }

    private static void decides(String instance) {
        assertThat(calls(HERE, instance)).isEqualTo(200);
        await().pollInterval(Duration.ofMillis(10)).atMost(PROMISED).until(() -> calls(other, instance) == 200);
    }

    private static int calls(RunningGateway gateway, String instance) {
        return gateway.patch("search", instance, "{\"terminationProtectionEnabled\":true}")
                .status();
    }

    private static String grant(String instances) {
        return "- {team: search, project: %s, role: GROUP_OWNER, instances: %s}\n"
                .formatted(RunningGateway.ORDERS, instances);
    }

    private static long revision() {
        return HERE.part(Policy.class).current().revision();
    }

    @SafeVarargs
    private static Map<String, String> all(Map<String, String>... parts) {
        var all = new HashMap<String, String>();
        for (var part : parts) {
            all.putAll(part);
        }
        return all;
    }
}
