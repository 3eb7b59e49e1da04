package dev.atlasgateway.document;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Replica;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileUrlResource;
import org.springframework.core.io.Resource;

@ExtendWith(OutputCaptureExtension.class)
class PolicyImportTests {

    private static final Resource DEMO = new ClassPathResource("demo-policy.yaml");

    private final Replica replica = Replica.first();

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void bringsTheDemoPolicyIntoForce() {
        run(DEMO, replica);
        var policy = replica.current();
        assertThat(policy.revision()).isEqualTo(1);
        assertThat(policy.project(GROUP_ID)).isEqualTo(new Project(GROUP_ID, "orders", "default", null, null));
        assertThat(policy.client("mdb_sa_id_665f1c2e9b1d4a0012ab34cd").team()).isEqualTo("payments");
        assertThat(policy.client("mdb_sa_id_665f1c2e9b1d4a0012ab34ce").team()).isEqualTo("search");
        assertThat(policy.grants("payments", GROUP_ID)).extracting(Grant::role).containsExactly(Role.GROUP_OWNER);
        assertThat(policy.grants("search", GROUP_ID)).extracting(Grant::role).containsExactly(Role.GROUP_READ_ONLY);
        assertThat(replica.revisions.revision(1))
                .map(revision -> revision.madeBy() + ": " + revision.reason())
                .contains("gateway.policy.import: import of demo-policy.yaml");
    }

    @Test
    void neitherStoresNorLogsAPlainSecret(CapturedOutput output) {
        run(DEMO, replica);
        assertThat(output)
                .contains("demo-policy.yaml has 2 secrets in plain text")
                .doesNotContain("mdb_sa_sk_demo");
        assertThat(replica.jdbc
                        .sql("select spec::text from policy_object")
                        .query(String.class)
                        .list())
                .hasSize(7)
                .noneMatch(spec -> spec.contains("mdb_sa_sk_demo"));
    }

    @Test
    void makesNoRevisionOfADocumentThatChangesNothing() {
        run(DEMO, replica);
        run(DEMO, replica);
        try (var restarted = replica.another()) {
            run(DEMO, restarted);
            assertThat(restarted.current()).usingRecursiveComparison().isEqualTo(replica.current());
        }
        assertThat(replica.newest()).isEqualTo(1);
    }

    @Test
    void takesTheDocumentForTheWholeTruth() {
        replica.revisions.apply(0, puts(TEAM, PROJECT, GRANT), new Author("ada", "by hand"));
        run(yaml("teams: { search: {} }"), replica);
        assertThat(replica.revisions.at(2).objects()).containsExactly(team("search"));
        assertThat(replica.current().team("payments")).isNull();
    }

    @Test
    void leavesTheStoreAsItWasWhenTheDocumentIsInvalid() {
        run(DEMO, replica);
        assertThatExceptionOfType(InvalidPolicy.class)
                .isThrownBy(() -> run(yaml("teams: { search: {} }\ngrants: [ {} ]"), replica));
        assertThat(replica.newest()).isEqualTo(1);
        assertThat(replica.current().revision()).isEqualTo(1);
    }

    @Test
    void saysWhichDocumentItCannotFind() {
        assertThatExceptionOfType(InvalidPolicy.class)
                .isThrownBy(() -> run(new FileUrlResource("/nowhere/policy.yaml"), replica))
                .withMessageStartingWith("gateway.policy.import: ")
                .withMessageContaining("/nowhere/policy.yaml")
                .withMessageEndingWith("does not exist or cannot be read");
    }

    @Test
    void makesOneRevisionWhenManyReplicasStartAtOnce() throws Exception {
        var replicas = IntStream.range(0, 4).mapToObj(i -> replica.another()).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = replicas.stream()
                    .<Callable<Long>>map(each -> () -> {
                        run(DEMO, each);
                        return each.current().revision();
                    })
                    .toList();
            for (var revision : threads.invokeAll(starts)) {
                assertThat(revision.get()).isEqualTo(1);
            }
        } finally {
            replicas.forEach(Replica::close);
        }
        assertThat(replica.newest()).isEqualTo(1);
    }

    @Test
    void importsAHundredThousandGrants() {
        var teams = 1000;
        var projects = 100;
        var document = new StringBuilder("teams:\n");
        IntStream.range(0, teams).forEach(i -> document.append("  team-%d: {}\n".formatted(i)));
        document.append("projects:\n");
        IntStream.range(0, projects).forEach(i -> document.append("  %024x: { name: project-%d }\n".formatted(i, i)));
        document.append("grants:\n");
        document.append(IntStream.range(0, teams * projects)
                .mapToObj(i -> "  - { team: team-%d, project: %024x, role: GROUP_OWNER, instances: orders-* }\n"
                        .formatted(i / projects, i % projects))
                .collect(Collectors.joining()));
        run(yaml(document.toString()), replica);
        try (var other = replica.another()) {
            other.reload();
            assertThat(other.current().grants().equals(replica.current().grants()))
                    .isTrue();
            var last = other.current().grants("team-999", "%024x".formatted(99));
            assertThat(last).extracting(Grant::instances).containsExactly("orders-*");
        }
        run(yaml(document.toString()), replica);
        assertThat(replica.newest()).isEqualTo(1);
    }

    @Test
    void asksTheChecksOfOtherPackages() {
        var document = yaml("guardrails: { g: { expression: lax, mode: deny, message: no } }");
        try (var strict = replica.another(guardrail -> List.of("is too lax"))) {
            assertThatExceptionOfType(InvalidPolicy.class)
                    .isThrownBy(() -> run(document, strict))
                    .withMessage("policy.yaml:1:32 guardrails.g.expression: is too lax");
        }
    }

    private static void run(Resource document, Replica replica) {
        new PolicyImport(document, replica.revisions, replica.rules).start();
    }

    private static Resource yaml(String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "policy.yaml";
            }
        };
    }
}
