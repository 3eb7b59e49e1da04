package dev.atlasgateway.revision;

import static dev.atlasgateway.policy.Examples.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.gateway.PolicyKept;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A change made through any face decides on the next call of the replica that it was made on, and within a second on
 * another, which looks as often as replicas do that nobody told otherwise.
 */
@ExtendWith(PolicyKept.class)
class OtherReplicaTests {

    private static final Duration PROMISED = Duration.ofSeconds(1);

    private final RunningGateway here = RunningGateway.shared();
    private final Policy policy = here.part(Policy.class);
    private final Replica other = Replica.on(((HikariDataSource) here.part(DataSource.class)).getJdbcUrl());
    private final Polling polling = polling(other);

    private Polling polling(Replica replica) {
        var usual = here.part(RevisionProperties.class).reloadInterval(); // the tests' gateway is not told otherwise
        return Polling.forRevisions(replica.policy::reload, usual);
    }

    @BeforeEach
    void start() {
        polling.start();
        assertThat(other.current().revision()).isEqualTo(policy.current().revision());
    }

    @AfterEach
    void stop() {
        polling.stop();
        other.close();
    }

    @Test
    void decidesByAChangeOfTheApiWithinASecond() {
        var made = here.send(here.asAdmin("/admin/api/v1/teams/by-api")
                .header("Content-Type", "application/json")
                .header("X-Change-Reason", "a test")
                .PUT(BodyPublishers.ofString("{}")));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(policy.current().team("by-api")).isNotNull();
        promised(() -> other.current().team("by-api") != null);
    }

    @Test
    void decidesByAChangeOfTheConsoleWithinASecond() {
        var browser = here.browser().signIn("admin", here.adminPassword());
        browser.get("/console/new/team");
        var base = "" + policy.current().revision();
        var made = browser.post(
                "/console/teams",
                Map.of("fresh", "true", "name", "by-console", "contact", "", "base", base, "why", "a test"));
        assertThat(made.status()).as(made.body()).isEqualTo(302);
        assertThat(policy.current().team("by-console")).isNotNull();
        promised(() -> other.current().team("by-console") != null);
    }

    @Test
    void decidesByADocumentWithinASecond() {
        var now = policy.current();
        var yaml = here.part(PolicyDocuments.class).export(now).replaceFirst("teams:\n", "teams:\n  by-document: {}\n");
        var made = here.send(here.asAdmin("/admin/api/v1/policy:apply")
                .header("Content-Type", "application/yaml")
                .header("X-Change-Reason", "a test")
                .header("If-Match", "\"" + now.revision() + "\"")
                .POST(BodyPublishers.ofString(yaml)));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(policy.current().team("by-document")).isNotNull();
        promised(() -> other.current().team("by-document") != null);
    }

    /** On a store of their own, as the file that the tests' gateway has mounted cannot be another. */
    @Test
    void decidesByAMountedFileWithinASecondOfItsImport() {
        try (var first = Replica.first();
                var second = first.another()) {
            var looking = polling(second);
            looking.start();
            first.revisions.manage("policy.yaml", List.of(TEAM), new Author("gateway.policy.import", "a test"));
            assertThat(first.current().team(TEAM.name())).isNotNull();
            promised(() -> second.current().team(TEAM.name()) != null);
            looking.stop();
        }
    }

    private static void promised(BooleanSupplier change) {
        await().pollInterval(Duration.ofMillis(10)).atMost(PROMISED).until(change::getAsBoolean);
    }
}
