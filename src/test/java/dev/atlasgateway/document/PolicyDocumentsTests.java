package dev.atlasgateway.document;

import static dev.atlasgateway.policy.Examples.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.OutdatedRevisionException;
import dev.atlasgateway.revision.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyDocumentsTests {

    private static final Author ADA = new Author("ada", "a test");

    private final Replica replica = Replica.first();
    private final PolicyDocuments documents = new PolicyDocuments(replica.revisions, replica.rules);

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void plansTheWholePolicy() {
        replica.revisions.apply(0, puts(TEAM, PROJECT, GRANT), ADA);
        var plan = plan("teams: { payments: { disabled: true }, search: {} }");
        assertThat(plan.base()).isEqualTo(1);
        assertThat(plan.faults()).isEmpty();
        assertThat(plan.differences())
                .containsExactly(
                        new Difference(TEAM, new Team("payments", null, true)),
                        new Difference(null, team("search")),
                        new Difference(PROJECT, null),
                        new Difference(GRANT, null));
        assertThat(replica.newest()).isEqualTo(1);
    }

    @Test
    void appliesAPlanCompletely() {
        replica.revisions.apply(0, puts(TEAM, PROJECT, GRANT), ADA);
        assertThat(documents.apply(plan("teams: { search: {} }"), 1, ADA)).isEqualTo(2);
        assertThat(replica.current().objects()).containsExactly(team("search"));
    }

    @Test
    void appliesNothingIfTheBaseIsNoLongerTheNewest() {
        replica.revisions.apply(0, puts(TEAM), ADA);
        var plan = plan("teams: { search: {} }");
        replica.revisions.apply(1, puts(PROJECT), ADA);
        assertThatExceptionOfType(OutdatedRevisionException.class).isThrownBy(() -> documents.apply(plan, 1, ADA));
        assertThatExceptionOfType(OutdatedRevisionException.class).isThrownBy(() -> documents.apply(plan, 2, ADA));
        assertThat(replica.newest()).isEqualTo(2);
    }

    @Test
    void plansFaultsWithTheirPlacesAndAppliesNoneOfThem() {
        var plan = plan("teams: { payments: { contct: x } }\ngrants: [ { team: x } ]");
        assertThat(plan.differences()).isEmpty();
        assertThat(plan.faults())
                .contains(new DocumentFault(1, 22, "teams.payments.contct", "is not a key here; did you mean contact?"))
                .extracting(DocumentFault::path)
                .contains("grants[0].project", "grants[0].role");
        assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(() -> documents.apply(plan, 0, ADA));
    }

    @Test
    void keepsObjectsThatAFileManagesAndRejectsChangesOfThem() {
        replica.revisions.manage("policy.yaml", List.of(TEAM, PROJECT), ADA);
        replica.revisions.apply(1, puts(team("search")), ADA);
        assertThat(plan("teams: { idle: {} }").differences())
                .containsExactly(new Difference(null, team("idle")), new Difference(team("search"), null));
        assertThat(plan("teams:\n  payments: { disabled: true }").faults())
                .containsExactly(new DocumentFault(
                        2, 3, "teams.payments", "is managed by the file policy.yaml; change it there"));
        var managed = replica.revisions.at(2);
        assertThat(managed.managedBy(ObjectKind.TEAM, "payments")).contains("policy.yaml");
        assertThat(managed.managedBy(ObjectKind.TEAM, "search")).isEmpty();
    }

    @Test
    void plansTheNextVersionOfTheMountedFileAndKeepsObjectsOfAdmins() {
        replica.revisions.manage("policy.yaml", List.of(TEAM, PROJECT), ADA);
        replica.revisions.apply(1, puts(team("search")), ADA);
        var plan = documents.plan("next.yaml", "teams: { payments: { disabled: true } }".getBytes(UTF_8), true);
        assertThat(plan.faults()).isEmpty();
        assertThat(plan.differences())
                .containsExactly(new Difference(TEAM, new Team("payments", null, true)), new Difference(PROJECT, null));
        assertThat(replica.newest()).isEqualTo(2);
        assertThat(documents
                        .plan("next.yaml", "teams: { payments: {} }\ngrants: [ {} ]".getBytes(UTF_8), true)
                        .faults())
                .extracting(DocumentFault::line)
                .containsOnly(2);
    }

    @Test
    void acceptsReferencesToObjectsThatAFileManages() {
        replica.revisions.manage("policy.yaml", List.of(TEAM, PROJECT), ADA);
        var plan = plan("grants: [ { team: payments, project: " + GROUP_ID + ", role: GROUP_OWNER } ]");
        assertThat(plan.faults()).isEmpty();
        assertThat(plan.differences()).containsExactly(new Difference(null, GRANT));
    }

    @Test
    void plansNothingForItsOwnExport() {
        var awkward = List.<PolicyObject>of(
                new Team("yes", "a: b, {c} # 'd' \"e\"", true),
                new Team("1.0", "~", false),
                new Team("null", "true", false),
                new Project("1".repeat(24), "0x1F", "on", Project.Contract.SERVERLESS, "- ops"),
                new Client("mdb_sa_id_" + "0".repeat(24), "yes", List.of(), true),
                new Grant(
                        "yes",
                        "1".repeat(24),
                        Role.GROUP_READ_ONLY,
                        "*-a*",
                        Instant.parse("2027-01-01T00:00:00.123Z"),
                        "ünïcode \u2028 😀 & *stars"),
                new Guardrail("g", "a ||\n  b\n\n\t&& c # d", Guardrail.Mode.WARN, "it: \"is\""),
                new Guardrail("h", "true", Guardrail.Mode.AUDIT, "- x"),
                new TeamQuota("yes", new Quota(1, 1_000_000, Duration.ofSeconds(90))));
        var all = new ArrayList<PolicyObject>(ALL);
        all.addAll(awkward);
        replica.revisions.apply(0, puts(all.toArray(PolicyObject[]::new)), ADA);
        var exported = documents.export(replica.current());
        var plan = plan(exported);
        assertThat(plan.faults()).as(exported).isEmpty();
        assertThat(plan.differences()).as(exported).isEmpty();
        assertThat(plan.plainSecrets()).isZero();
    }

    @Test
    void exportsOneObjectALineAndExpressionsWithTheirLines() {
        replica.revisions.apply(
                0,
                puts(
                        TEAM,
                        CLIENT,
                        PROJECT,
                        GRANT,
                        new Guardrail("tagged", "a &&\nb", Guardrail.Mode.DENY, "Tag it."),
                        TEAM_QUOTA),
                ADA);
        assertThat(documents.export(replica.current())).isEqualTo("""
                teams:
                  payments: {contact: payments@example.com}
                clients:
                  %s: {team: payments, secrets: [{sha256: %s, expiresAt: '2027-01-01T00:00:00Z'}]}
                projects:
                  %s: {name: orders, account: default, contract: flex}
                grants:
                - {team: payments, project: %3$s, role: GROUP_OWNER, instances: '*'}
                guardrails:
                  tagged:
                    expression: |-
                      a &&
                      b
                    mode: deny
                    message: Tag it.
                quotas:
                  teams:
                    payments: {capacity: 120, refill: 60, period: 60s}
                """.formatted(CLIENT_ID, SHA256, GROUP_ID));
    }

    @Test
    void exportsAnEmptyPolicyAsADocument() {
        assertThat(documents.export(PolicySnapshot.EMPTY)).isEqualTo("teams: {}\n");
        assertThat(plan("teams: {}\n").faults()).isEmpty();
    }

    private Plan plan(String yaml) {
        return documents.plan("document", yaml.getBytes(UTF_8), false);
    }
}
