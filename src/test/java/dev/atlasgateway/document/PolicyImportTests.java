package dev.atlasgateway.document;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Replica;
import dev.atlasgateway.testing.ReadsOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.FileUrlResource;
import org.springframework.core.io.Resource;

@ReadsOutput
class PolicyImportTests {

    private static final Resource DEMO = new ClassPathResource("demo-policy.yaml");

    private final Replica replica = Replica.first();

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void importsTheDemoPolicy() {
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
                .hasSize(8)
                .noneMatch(spec -> spec.contains("mdb_sa_sk_demo"));
    }

    @Test
    void makesNoRevisionIfTheDocumentChangesNothing() {
        run(DEMO, replica);
        run(DEMO, replica);
        try (var restarted = replica.another()) {
            run(DEMO, restarted);
            assertThat(restarted.current())
                    .usingRecursiveComparison()
                    .ignoringFields("sorted")
                    .isEqualTo(replica.current());
        }
        assertThat(replica.newest()).isEqualTo(1);
    }

    @Test
    void keepsObjectsOfAdminsAcrossRestarts() {
        run(yaml("teams: { search: {} }"), replica);
        replica.revisions.apply(1, puts(TEAM, PROJECT, GRANT), new Author("ada", "by hand"));
        try (var restarted = replica.another()) {
            run(yaml("teams: { search: {} }"), restarted);
            assertThat(restarted.current().objects()).containsExactly(TEAM, team("search"), PROJECT, GRANT);
        }
        assertThat(replica.newest()).isEqualTo(2);
    }

    @Test
    void preventsTheFirstStartWithAnInvalidDocument() {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> run(yaml("teams: { search: {} }\ngrants: [ {} ]"), replica));
        assertThat(replica.newest()).isZero();
    }

    @Test
    void startsWithTheLastAcceptedPolicyIfTheDocumentIsInvalid(CapturedOutput output) {
        run(DEMO, replica);
        try (var restarted = replica.another()) {
            restarted.reload();
            var importing = importing(yaml("teams: { search: {} }\ngrants: [ 1 ]"), restarted);
            importing.first();
            assertThat(restarted.current().revision()).isEqualTo(1);
            assertThat(importing.refusal()).isEqualTo("policy.yaml:2:11 grants[0]: must be a mapping, key: value");
            var health = new ImportHealth(importing).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("refused", importing.refusal());
            assertThat(output)
                    .contains("policy.yaml is refused; policy revision 1 stays in force:"
                            + " policy.yaml:2:11 grants[0]: must be a mapping, key: value");
        }
    }

    @Test
    void importsAChangedFileAndKeepsTheLastAcceptedPolicyDuringAnInvalidOne(
            @TempDir Path directory, CapturedOutput output) throws IOException {
        var file = directory.resolve("policy.yaml");
        Files.writeString(file, "teams: { payments: {} }");
        var importing = importing(new FileSystemResource(file), replica);
        importing.first();
        importing.update();
        assertThat(replica.newest()).isEqualTo(1);

        Files.writeString(file, "teams: { payments: {}, search: {} }");
        importing.update();
        assertThat(replica.current().team("search")).isNotNull();

        Files.writeString(file, "teams: { payments: { contct: x } }");
        importing.update();
        importing.update();
        assertThat(replica.current().team("search")).isNotNull();
        assertThat(importing.refusal()).contains("did you mean contact?");
        assertThat(output.toString().split("policy.yaml is refused", -1)).hasSize(2);

        Files.delete(file);
        importing.update();
        assertThat(replica.current().revision()).isEqualTo(2);
        assertThat(importing.refusal()).contains("does not exist or cannot be read");

        Files.writeString(file, "teams: { payments: {} }");
        importing.update();
        assertThat(importing.refusal()).isNull();
        assertThat(replica.current().objects()).containsExactly(team("payments"));
    }

    /** The layout of a mounted ConfigMap: policy.yaml -> ..data/policy.yaml, ..data -> a directory of its own. */
    @Test
    void detectsThatKubernetesReplacesAConfigMap(@TempDir Path directory) throws IOException {
        var first = Files.createDirectory(directory.resolve("..2026_11_23"));
        Files.writeString(first.resolve("policy.yaml"), "teams: { payments: {} }");
        var second = Files.createDirectory(directory.resolve("..2026_11_24"));
        Files.writeString(second.resolve("policy.yaml"), "teams: { invoices: {} }"); // of the same length
        var same = Files.getLastModifiedTime(first.resolve("policy.yaml"));
        Files.setLastModifiedTime(second.resolve("policy.yaml"), same);
        Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(directory.resolve("policy.yaml"), Path.of("..data/policy.yaml"));
        var importing = importing(new FileSystemResource(directory.resolve("policy.yaml")), replica);
        importing.first();
        assertThat(replica.current().objects()).containsExactly(team("payments"));

        Files.createSymbolicLink(directory.resolve("..data_tmp"), second.getFileName());
        Files.move(directory.resolve("..data_tmp"), directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        importing.update();
        assertThat(replica.current().objects()).containsExactly(team("invoices"));
    }

    @Test
    void triesARefusedDocumentAgainWhenThePolicyChanges(@TempDir Path directory) throws IOException {
        var file = directory.resolve("policy.yaml");
        Files.writeString(file, "teams: { payments: {}, search: {} }");
        var importing = importing(new FileSystemResource(file), replica);
        importing.first();
        var client = new Client(CLIENT_ID, "search", List.of(), false);
        replica.revisions.apply(1, puts(client), new Author("ada", "by hand"));
        Files.writeString(file, "teams: { payments: {} }");
        importing.update();
        assertThat(importing.refusal())
                .isEqualTo("policy.yaml:1:1 leaves out what client " + CLIENT_ID
                        + " needs, which stands elsewhere: no team is called search");
        replica.revisions.apply(2, List.of(remove(client)), new Author("ada", "by hand"));
        importing.update();
        assertThat(importing.refusal()).isNull();
        assertThat(replica.current().objects()).containsExactly(team("payments"));
    }

    @Test
    void triesAgainAfterTheStoreWasUnreachable() {
        var importing = importing(yaml("teams: { search: {} }"), replica);
        replica.jdbc.sql("alter table policy_object rename to elsewhere").update();
        importing.update();
        assertThat(importing.refusal()).isNotNull();
        replica.jdbc.sql("alter table elsewhere rename to policy_object").update();
        importing.update();
        assertThat(importing.refusal()).isNull();
        assertThat(replica.current().objects()).containsExactly(team("search"));
    }

    @Test
    void waitsForAnAdminToReplaceARefusedRevision() {
        replica.tamper(1, "robot", "r2d2", "{}");
        var importing = importing(DEMO, replica);
        replica.reload();
        importing.first();
        assertThat(importing.refusal()).contains("Policy revision 1 in the store is refused");
    }

    @Test
    void namesADocumentThatItCannotFind() {
        assertThatExceptionOfType(InvalidPolicyException.class)
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
    void runsTheChecksOfOtherPackages() {
        var document = yaml("guardrails: { g: { expression: lax, mode: deny, message: no } }");
        try (var strict = replica.another(guardrail -> List.of("is too lax"))) {
            assertThatExceptionOfType(InvalidPolicyException.class)
                    .isThrownBy(() -> run(document, strict))
                    .withMessage("policy.yaml:1:32 guardrails.g.expression: is too lax");
        }
    }

    static void run(Resource document, Replica replica) {
        replica.reload();
        importing(document, replica).first();
    }

    private static PolicyImport importing(Resource document, Replica replica) {
        return new PolicyImport(
                new MountedDocument("gateway.policy.import", document), replica.revisions, replica.rules);
    }

    static Resource yaml(String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "policy.yaml";
            }
        };
    }
}
