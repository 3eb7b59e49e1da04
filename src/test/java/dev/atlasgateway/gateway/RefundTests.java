package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.quota.Quotas;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A project pays nothing for a call that does not reach Atlas. */
@ExtendWith(PolicyRestorer.class)
@OnSharedGateway
class RefundTests {

    private static final String PROJECT = "32b6e34b3d91647abb20e7c1";
    private static final String CHANGE = "{\"terminationProtectionEnabled\":true}";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void returnsTheTokenOfTheProjectIfTheCallCannotBeRecorded() throws SQLException {
        frugalProject();
        assertThat(patch().status()).isEqualTo(200);
        assertThat(tokensLeft()).isEqualTo(9);

        try (var connection = gateway.part(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table audit in access exclusive mode");
            assertThat(patch().errorCode()).isEqualTo("GATEWAY_AUDIT_UNAVAILABLE");
            connection.rollback();
        }

        assertThat(tokensLeft()).isEqualTo(9);
        await().untilAsserted(() -> assertThat(patch().status()).isEqualTo(200));
    }

    /** Creates a project with a bucket that hardly refills, so that only refunds fill it. */
    private void frugalProject() {
        List<Edit> edits = List.of(
                new Edit.Put(new Project(PROJECT, "frugal", "default", null, null)),
                new Edit.Put(new Grant("payments", PROJECT, Role.GROUP_OWNER, "*", null, null)),
                new Edit.Put(new ProjectQuota(PROJECT, new Quota(10, 1, Duration.ofDays(1)))));
        gateway.part(Revisions.class).change(newest -> edits, new Author("a test", "a quota that is easily spent"));
    }

    private Reply patch() {
        return gateway.send(gateway.as("payments", RunningGateway.path(PROJECT, "orders-dev"))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(CHANGE)));
    }

    private long tokensLeft() {
        var policy = gateway.part(Policy.class).current();
        return gateway.part(Quotas.class).projectBalance(PROJECT, policy).tokens();
    }
}
