package dev.atlasgateway.revision;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyCheck;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.store.Polling;
import dev.atlasgateway.testing.LogOfTest;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ReadsLog
class RevisionsTests {

    private static final Author IMPORT = new Author("gateway.policy.import", "import of policy.yaml");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final Replica here = Replica.first(now::get);
    private final Replica there = here.another();
    private final Revisions policy = here.policy;

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void allowsNothingBeforeAnythingWasLoaded() {
        assertThat(policy.isKnown()).isFalse();
        policy.reload();
        assertThat(policy.current()).isSameAs(PolicySnapshot.EMPTY);
        assertThat(policy.isKnown()).isTrue();
    }

    @Test
    void putsAChangeInForceBeforeApplyReturns() {
        assertThat(policy.apply(0, puts(TEAM), new Author("ada", "a test"))).isEqualTo(1);
        assertThat(policy.current().revision()).isEqualTo(1);
        assertThat(policy.current().team("payments")).isEqualTo(TEAM);
    }

    @Test
    void loadsWhatAnotherReplicaApplied() {
        there.policy.apply(0, puts(TEAM, CLIENT), new Author("ada", "a test"));
        policy.reload();
        var disabled = new Client(CLIENT_ID, "payments", List.of(), true);
        there.policy.apply(1, puts(disabled), new Author("ada", "a leaver"));
        there.policy.apply(2, puts(PROJECT), new Author("ada", "a project"));
        policy.reload();
        assertThat(policy.current())
                .usingRecursiveComparison()
                .ignoringFields("sorted")
                .isEqualTo(there.policy.current());
        assertThat(policy.current().client(CLIENT_ID)).isEqualTo(disabled);
    }

    @Test
    void detectsAChangeOfAnotherReplicaByPolling() {
        var polling = Polling.ofPolicy(policy::reload, Duration.ofMillis(50));
        polling.start();
        try {
            there.policy.apply(0, puts(TEAM), new Author("ada", "a test"));
            await().until(() -> policy.current().team("payments") != null);
            there.policy.apply(1, List.of(remove(TEAM)), new Author("ada", "a test"));
            await().until(() -> policy.current().team("payments") == null);
        } finally {
            polling.stop();
        }
    }

    @Test
    void appliesOnTopOfARevisionThatIsNotLoadedYet() {
        there.policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        assertThat(policy.apply(1, puts(PROJECT), new Author("ada", "a test"))).isEqualTo(2);
        assertThat(policy.current().team("payments")).isEqualTo(TEAM);
    }

    @Test
    void rejectsAChangeOfARevisionThatIsNotTheNewest() {
        there.policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        assertThatExceptionOfType(OutdatedRevisionException.class)
                .isThrownBy(() -> policy.apply(0, puts(PROJECT), new Author("ada", "a test")));
        assertThat(here.store.newest()).isEqualTo(1);
    }

    @Test
    void writesNothingOfAnInvalidChange() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> policy.apply(1, puts(PROJECT, GRANT, grant("!")), new Author("ada", "a test")));
        assertThat(here.store.newest()).isEqualTo(1);
        assertThat(policy.current().project(GROUP_ID)).isNull();
    }

    @Test
    void keepsTheLastAcceptedRevisionIfTheNextHasABrokenReference(LogOfTest log) {
        policy.apply(0, puts(TEAM, PROJECT), new Author("ada", "a test"));
        var dangling = new Grant("paiments", GROUP_ID, Role.GROUP_OWNER, "*", null, null);
        here.tamper(2, "grant", dangling.key(), PolicyObjectJson.write(dangling));
        policy.reload();
        assertThat(policy.current().revision()).isEqualTo(1);
        assertThat(log)
                .contains("Policy revision 2 is refused; revision 1 stays in force: grant paiments/" + GROUP_ID
                        + "/GROUP_OWNER/* team: no team is called paiments; did you mean payments?");
    }

    @Test
    void logsAnUnreadableRevisionOnce(LogOfTest log) {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        here.tamper(2, "team", "payments", "{\"name\":\"payments\",\"suspended\":true}");
        policy.reload();
        policy.reload();
        policy.reload();
        assertThat(policy.current().revision()).isEqualTo(1);
        assertThat(policy.refused()).isEqualTo(2);
        assertThat(log.toString().split("team payments: this version cannot read its suspended", -1))
                .hasSize(2);
    }

    @Test
    void reportsNoRefusedRevisionAfterTheStoreWasRestoredToBeforeIt() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        here.tamper(2, "robot", "r2d2", "{}");
        policy.reload();
        here.jdbc.sql("delete from policy_object where from_revision = 2").update();
        here.jdbc.sql("delete from policy_revision where number = 2").update();
        policy.reload();
        assertThat(policy.refused()).isZero();
        assertThat(policy.apply(1, puts(PROJECT), new Author("ada", "a test"))).isEqualTo(2);
    }

    @Test
    void keepsTheLastAcceptedRevisionIfACheckFindsAFault(LogOfTest log) {
        try (var strict = here.another(guardrail -> List.of("is too lax"))) {
            policy.apply(0, puts(TEAM), new Author("ada", "a test"));
            strict.policy.reload();
            policy.apply(1, puts(GUARDRAIL, PROJECT), new Author("ada", "a test"));
            strict.policy.reload();
            assertThat(strict.policy.current().revision()).isEqualTo(1);
            assertThat(strict.policy.current().project(GROUP_ID)).isNull();
            assertThat(log)
                    .contains("Policy revision 2 is refused; revision 1 stays in force:"
                            + " guardrail tagged expression: is too lax");
        }
    }

    @Test
    void loadsTheRepairOfARefusedRevision() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        here.tamper(2, "team", "payments", "{}");
        policy.reload();
        assertThat(policy.refused()).isEqualTo(2);
        here.tamper(3, "team", "payments", PolicyObjectJson.write(new Team("payments", null, true)));
        policy.reload();
        assertThat(policy.refused()).isZero();
        assertThat(policy.current().revision()).isEqualTo(3);
        assertThat(policy.current().team("payments")).isEqualTo(new Team("payments", null, true));
    }

    @Test
    void allowsNothingIfTheOnlyRevisionIsRefused(LogOfTest log) {
        here.tamper(1, "team", "payments", "{}");
        policy.reload();
        assertThat(policy.current()).isSameAs(PolicySnapshot.EMPTY);
        assertThat(log).contains("Policy revision 1 is refused; no policy, which allows nothing, stays in force");
    }

    /** A rollback of the release, or an outage of the cluster, starts all replicas after a revision that this version refuses. */
    @Test
    void startsWithTheNewestRevisionThatIsAcceptedIfTheNewestIsRefused(LogOfTest log) {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        policy.apply(1, puts(PROJECT), new Author("ada", "a test"));
        here.tamper(3, "team", "payments", "{}");
        here.tamper(4, "robot", "r2d2", "{}");
        try (var started = here.another()) {
            started.reload();
            assertThat(started.current().revision()).isEqualTo(2);
            assertThat(started.current().project(GROUP_ID)).isEqualTo(PROJECT);
            assertThat(started.policy.refused()).isEqualTo(4);
            assertThat(started.policy.isKnown()).isTrue();
            assertThat(log)
                    .contains("Policy revision 4 is refused; revision 2 is in force, the newest that is accepted: ");
            started.reload();
            assertThat(started.policy.refused()).isEqualTo(4);
            assertThatExceptionOfType(RefusedRevisionException.class)
                    .isThrownBy(() -> started.policy.apply(2, List.of(remove(PROJECT)), new Author("ada", "a test")));
            here.tamper(5, "team", "payments", PolicyObjectJson.write(TEAM));
            here.jdbc
                    .sql("update policy_object set to_revision = 5 where kind = 'robot'")
                    .update();
            started.reload();
            assertThat(started.policy.refused()).isZero();
            assertThat(started.current().revision()).isEqualTo(5);
        }
    }

    @Test
    void revivesNothingAtAStartThatARefusedRevisionMayHaveRevoked() {
        policy.apply(0, puts(TEAM, CLIENT, PROJECT, GRANT), new Author("ada", "a test"));
        here.tamper(2, "robot", "r2d2", "{}");
        here.tamper(3, "client", CLIENT_ID, PolicyObjectJson.write(new Client(CLIENT_ID, "payments", List.of(), true)));
        here.tamper(4, "grant", GRANT.key(), "{}");
        here.tamper(5, "team", "payments", "{}");
        try (var started = here.another()) {
            started.reload();
            assertThat(started.current().revision()).isEqualTo(1);
            assertThat(started.current().client(CLIENT_ID)).isNull();
            assertThat(started.current().grants()).isEmpty();
            assertThat(started.current().team("payments").disabled()).isTrue();
            assertThat(started.policy.at(1).client(CLIENT_ID))
                    .as("the revision itself")
                    .isEqualTo(CLIENT);

            here.tamper(6, "grant", GRANT.key(), PolicyObjectJson.write(GRANT));
            here.tamper(7, "team", "payments", PolicyObjectJson.write(TEAM));
            here.jdbc
                    .sql("update policy_object set to_revision = 7 where kind = 'robot'")
                    .update();
            started.reload();
            assertThat(started.current().client(CLIENT_ID).disabled()).isTrue();
            assertThat(started.current().grants()).containsExactly(GRANT);
            assertThat(started.current().team("payments")).isEqualTo(TEAM);
        }
    }

    @Test
    void looksBackOverAFewRevisionsOnly() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        for (var refused = 2; refused <= 22; refused++) {
            here.tamper(refused, "team", "payments", "{}");
        }
        there.reload();
        assertThat(there.current()).isSameAs(PolicySnapshot.EMPTY);
        assertThat(there.policy.isKnown()).isFalse();
    }

    @Test
    void keepsTheLastAcceptedRevisionWhileTheStoreIsUnreachable(LogOfTest log) {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        var database =
                here.jdbc.sql("select current_database()").query(String.class).single();
        try (var pool = Postgres.pool(Postgres.newDatabase())) {
            var admin = JdbcClient.create(pool);
            admin.sql("alter database " + database + " allow_connections false").update();
            admin.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")
                    .param(database)
                    .query(Boolean.class)
                    .list();
            now.updateAndGet(at -> at.plusSeconds(90));
            policy.reload();
            policy.reload();
            assertThat(policy.current().team("payments")).isEqualTo(TEAM);
            assertThat(policy.age()).isEqualTo(Duration.ofSeconds(90));
            assertThat(log.toString().split("The policy store cannot be read; revision 1 stays in force", -1))
                    .hasSize(2);

            admin.sql("alter database " + database + " allow_connections true").update();
            await().untilAsserted(() -> {
                policy.reload();
                assertThat(policy.age()).isZero();
            });
            try (var fresh = here.another()) {
                fresh.policy.apply(1, puts(PROJECT), new Author("ada", "a test"));
            }
            policy.reload();
            assertThat(policy.current().project(GROUP_ID)).isEqualTo(PROJECT);
            assertThat(log).contains("The policy store answers again");
        }
    }

    @Test
    void loadsChangesOfOthersDuringALongChange() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var admins = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = admins.submit(() -> policy.change(
                    newest -> {
                        begun.countDown();
                        uninterruptibly(over);
                        return puts(TEAM);
                    },
                    new Author("ada", "a test")));
            begun.await();
            there.policy.apply(0, puts(TEAM), new Author("eve", "a test"));

            admins.submit(policy::reload);
            await().until(() -> policy.current().revision() == 1);
            over.countDown();
            assertThat(slow.get()).isEqualTo(1);
        } finally {
            over.countDown();
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void followsAStoreThatWasRestoredFromABackup() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        policy.apply(1, puts(PROJECT), new Author("ada", "a test"));
        here.jdbc.sql("delete from policy_object where from_revision = 2").update();
        here.jdbc.sql("delete from policy_revision where number = 2").update();
        policy.reload();
        assertThat(policy.current().revision()).isEqualTo(1);
        assertThat(policy.current().project(GROUP_ID)).isNull();
        assertThat(policy.current().team("payments")).isEqualTo(TEAM);
    }

    @Test
    void restoresAnEarlierRevisionAsANewOne() {
        policy.apply(0, puts(TEAM, PROJECT), new Author("ada", "a test"));
        policy.apply(1, List.of(new Edit.Put(GRANT), new Edit.Put(team("search"))), new Author("ada", "a test"));
        policy.apply(
                2, List.of(remove(GRANT), remove(PROJECT), remove(team("search"))), new Author("ada", "a mistake"));
        assertThat(policy.restore(2, here.newest(), new Author("grace", "a mistake")))
                .isEqualTo(4);
        assertThat(policy.current().grants("payments", GROUP_ID)).containsExactly(GRANT);
        assertThat(policy.current().team("search")).isNotNull();
        assertThat(here.store.revision(4))
                .map(revision -> revision.madeBy() + ": " + revision.reason())
                .contains("grace: restore of revision 2: a mistake");
        assertTheOtherReplicaDecidesByTheSameObjects();
    }

    @Test
    void letsADocumentOwnItsObjectsAndAdminsTheOthers() {
        policy.apply(0, puts(TEAM, PROJECT, GRANT), new Author("ada", "by hand"));
        policy.manage("policy.yaml", List.of(PROJECT, team("search")), IMPORT);
        assertThat(policy.current().objects()).containsExactlyInAnyOrder(TEAM, PROJECT, GRANT, team("search"));
        assertThat(policy.current().managedBy(ObjectKind.TEAM, "search")).contains("policy.yaml");
        assertThat(policy.current().managedBy(ObjectKind.PROJECT, GROUP_ID)).contains("policy.yaml");
        assertThat(policy.current().managedBy(ObjectKind.TEAM, "payments")).isEmpty();
        assertTheOtherReplicaDecidesByTheSameObjects();
    }

    private void assertTheOtherReplicaDecidesByTheSameObjects() {
        there.policy.reload();
        assertThat(there.policy.current())
                .usingRecursiveComparison()
                .ignoringFields("sorted")
                .isEqualTo(policy.current());
    }

    @Test
    void removesObjectsThatADocumentNoLongerContains() {
        policy.manage("policy.yaml", List.of(TEAM, PROJECT, GRANT), IMPORT);
        policy.apply(1, puts(team("search")), new Author("ada", "by hand"));
        policy.manage("policy.yaml", List.of(TEAM), IMPORT);
        assertThat(policy.current().objects()).containsExactly(TEAM, team("search"));
        assertThat(policy.manage("policy.yaml", List.of(TEAM), IMPORT)).isEqualTo(3);
    }

    @Test
    void rejectsADocumentThatRemovesWhatObjectsOfAdminsNeed() {
        policy.manage("policy.yaml", List.of(TEAM, PROJECT), IMPORT);
        policy.apply(1, puts(GRANT), new Author("ada", "by hand"));
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> policy.manage("policy.yaml", List.of(TEAM), IMPORT))
                .withMessage("grant " + GRANT.key() + " project: no project is called " + GROUP_ID);
        assertThat(policy.current().revision()).isEqualTo(2);
    }

    @Test
    void rejectsChangesByAdminsOfObjectsThatADocumentOwns() {
        policy.manage("policy.yaml", List.of(TEAM, PROJECT), IMPORT);
        var suspended = new Team("payments", null, true);
        for (var edits : List.of(puts(suspended), List.of(remove(TEAM)))) {
            assertThatExceptionOfType(ManagedByFileException.class)
                    .isThrownBy(() -> policy.apply(1, edits, new Author("ada", "by hand")))
                    .withMessage("The team payments is managed by the file policy.yaml; change it there.");
        }
        assertThat(policy.apply(1, puts(TEAM), new Author("ada", "the same again")))
                .isEqualTo(1);
        assertThat(policy.current().managedBy(ObjectKind.TEAM, "payments")).isPresent();
    }

    @Test
    void givesEverythingToTheAdminsWhenNoDocumentIsMounted() {
        policy.manage("policy.yaml", List.of(TEAM, PROJECT), IMPORT);
        assertThat(policy.release(IMPORT)).isEqualTo(2);
        assertThat(policy.current().isManaged()).isFalse();
        assertThat(policy.release(IMPORT)).isEqualTo(2);
        assertThat(policy.differences().between(1, 2, 0, 9).items()).isEmpty();
        assertThat(policy.apply(2, List.of(remove(TEAM)), new Author("ada", "by hand")))
                .isEqualTo(3);
    }

    @Test
    void restoresEverythingExceptWhatADocumentOwns() {
        policy.apply(0, puts(TEAM, team("search")), new Author("ada", "by hand"));
        var suspended = new Team("payments", null, true);
        policy.manage("policy.yaml", List.of(suspended), IMPORT);
        policy.apply(2, List.of(remove(team("search")), new Edit.Put(PROJECT)), new Author("ada", "by hand"));
        assertThat(policy.restore(1, here.newest(), new Author("grace", "back")))
                .isEqualTo(4);
        assertThat(policy.current().objects()).containsExactly(suspended, team("search"));
        assertThat(policy.current().managedBy(ObjectKind.TEAM, "payments")).contains("policy.yaml");
    }

    /** A revoked secret stays revoked, and the one that serves goes on serving. */
    @Test
    void leavesClientsAsTheyAreInARestore() {
        var added = new Client("mdb_sa_id_" + "1".repeat(24), "search", CLIENT.secrets(), false);
        var gone = new Client("mdb_sa_id_" + "2".repeat(24), "payments", CLIENT.secrets(), false);
        var rotated = new Client(CLIENT_ID, "payments", List.of(new Client.Secret("cd".repeat(32), null)), true);
        policy.apply(0, puts(TEAM, CLIENT, gone), new Author("ada", "with an old secret"));
        policy.apply(1, puts(rotated, team("search"), added), new Author("ada", "leaked"));
        policy.apply(2, List.of(remove(gone)), new Author("ada", "gone"));

        var plan = policy.planRestore(1);

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.kept())
                .containsExactlyInAnyOrder(
                        new Difference(rotated, CLIENT),
                        new Difference(null, gone),
                        new Difference(added, null),
                        new Difference(team("search"), null));
        assertThat(policy.restore(1, here.newest(), new Author("grace", "back")))
                .isEqualTo(3);
    }

    @Test
    void enablesNoTeamInARestore() {
        policy.apply(0, puts(TEAM, team("search"), team("other")), new Author("ada", "enabled"));
        var disabled = new Team("payments", "new@example.com", true);
        policy.apply(1, puts(disabled, new Team("search", null, true)), new Author("ada", "they are suspended"));
        policy.apply(2, List.of(remove(team("search")), remove(team("other"))), new Author("ada", "and gone"));

        policy.restore(1, here.newest(), new Author("grace", "back"));

        assertThat(policy.current().teams())
                .containsExactlyInAnyOrder(
                        new Team("payments", TEAM.contact(), true), new Team("search", null, true), team("other"));
    }

    @Test
    void revivesNoSecretWhenItReplacesARefusedRevision() {
        var rotated = new Client(CLIENT_ID, "payments", List.of(new Client.Secret("cd".repeat(32), null)), false);
        policy.apply(0, puts(TEAM, CLIENT), new Author("ada", "with an old secret"));
        policy.apply(1, puts(rotated), new Author("ada", "leaked"));
        here.tamper(3, "robot", "r2d2", "{}");
        policy.reload();

        policy.restore(1, here.newest(), new Author("grace", "no robots"));

        assertThat(policy.current().clients()).containsExactly(rotated);
    }

    @Test
    void rejectsChangesOfARefusedRevision() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        here.tamper(2, "team", "payments", "{}");
        policy.reload();
        for (var base : List.of(1L, 2L)) {
            assertThatExceptionOfType(RefusedRevisionException.class)
                    .isThrownBy(() -> policy.apply(base, puts(PROJECT), new Author("ada", "a test")));
        }
        assertThatExceptionOfType(RefusedRevisionException.class)
                .isThrownBy(() -> policy.manage("policy.yaml", List.of(PROJECT), IMPORT))
                .withMessage("Policy revision 2 in the store is refused, so nothing can be built on it;"
                        + " restore an earlier one.");
    }

    @Test
    void draftsWithoutStoring() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        var draft = policy.draft(puts(PROJECT, GRANT));
        assertThat(draft.objects()).containsExactly(TEAM, PROJECT, GRANT);
        assertThat(policy.current().objects()).containsExactly(TEAM);
        assertThat(here.store.newest()).isEqualTo(1);
        assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(() -> policy.draft(puts(GRANT)));
    }

    @Test
    void draftsChangesOfWhatADocumentOwnsToo() {
        policy.manage("policy.yaml", List.of(TEAM), IMPORT);
        var suspended = new Team("payments", null, true);
        assertThat(policy.draft(puts(suspended)).objects()).containsExactly(suspended);
        assertThat(policy.draft(List.of(remove(TEAM))).objects()).isEmpty();
        assertThat(policy.current().objects()).containsExactly(TEAM);
        assertThat(here.store.newest()).isEqualTo(1);
    }

    @Test
    void returnsTheContentAndTheDifferencesOfAnyRevisions() {
        policy.apply(0, puts(TEAM), new Author("ada", "one"));
        policy.apply(1, puts(PROJECT), new Author("ada", "two"));
        policy.apply(2, List.of(remove(TEAM)), new Author("ada", "three"));
        assertThat(policy.at(0).objects()).isEmpty();
        assertThat(policy.at(2).objects()).containsExactly(TEAM, PROJECT);
        assertThat(policy.at(3).objects()).containsExactly(PROJECT);
        assertThat(policy.differences().between(1, 3, 0, 9).items())
                .containsExactly(new Difference(TEAM, null), new Difference(null, PROJECT));
        assertThat(policy.differences().between(3, 1, 0, 9).items())
                .containsExactly(new Difference(null, TEAM), new Difference(PROJECT, null));
        assertThat(policy.before(3, RevisionFilter.ALL, 10))
                .extracting(Revision::number)
                .containsExactly(2L, 1L);
        assertThat(policy.before(Long.MAX_VALUE, RevisionFilter.ALL, 1))
                .extracting(Revision::reason)
                .containsExactly("three");
    }

    @Test
    void returnsTheRevisionOfATimeAndReadsItOnce() {
        var first = now.get();
        policy.apply(0, puts(TEAM), new Author("ada", "one"));
        now.set(first.plusSeconds(1));
        policy.apply(1, puts(PROJECT), new Author("ada", "two"));
        assertThat(policy.newestAt(first.minusNanos(1000))).isZero();
        assertThat(policy.newestAt(first)).isOne();
        assertThat(policy.newestAt(first.plusNanos(999_999_000))).isOne();
        assertThat(policy.newestAt(first.plusSeconds(1))).isEqualTo(2);
        assertThat(policy.at(1)).isSameAs(policy.at(1));
    }

    @Test
    void returnsTheSameDifferencesPageByPage() {
        policy.apply(0, puts(TEAM, PROJECT, GUARDRAIL), new Author("ada", "one"));
        var edits = new ArrayList<>(puts(new Team("payments", "x", false), new Team("a", null, false), GRANT));
        edits.add(remove(GUARDRAIL));
        policy.apply(1, edits, new Author("ada", "two"));
        policy.manage("policy.yaml", List.of(PROJECT), IMPORT); // another owner is no difference
        var team = new Team("payments", "x", false);
        var forth = List.of(
                new Difference(null, new Team("a", null, false)),
                new Difference(TEAM, team),
                new Difference(null, GRANT),
                new Difference(GUARDRAIL, null));
        var back = forth.stream()
                .map(difference -> new Difference(difference.after(), difference.before()))
                .toList();
        assertThat(policy.differences().between(1, 3, 0, 10)).isEqualTo(new Differences(2, 1, 1, forth));
        assertThat(policy.differences().between(3, 1, 0, 10)).isEqualTo(new Differences(1, 1, 2, back));
        assertThat(policy.differences().of(edits, 3, 1)).isEqualTo(back);
        assertThat(policy.differences().of(puts(PROJECT, TEAM, new Team("unknown", null, false)), 1, 3))
                .containsExactly(new Difference(TEAM, team));
        assertThat(policy.differences().between(1, 3, 0, 3).items()).isEqualTo(forth.subList(0, 3));
        assertThat(policy.differences().between(1, 3, 3, 3).items()).isEqualTo(forth.subList(3, 4));
        assertThat(policy.differences().between(1, 3, 9, 3)).isEqualTo(new Differences(2, 1, 1, List.of()));
    }

    @Test
    void warnsOfAnUnknownAccountAndRejectsOnlyChangesToIt(LogOfTest log) {
        policy.apply(0, puts(TEAM, PROJECT), new Author("ada", "where it is configured"));
        try (var elsewhere = here.another(new NoAccounts())) {
            elsewhere.policy.reload();
            assertThat(elsewhere.policy.current().project(GROUP_ID)).isEqualTo(PROJECT);
            assertThat(log).contains("Policy revision 1: project " + GROUP_ID + " account: is nowhere");
            elsewhere.policy.apply(1, puts(team("search")), new Author("ada", "something else"));
            assertThatExceptionOfType(InvalidPolicyException.class)
                    .isThrownBy(() -> elsewhere.policy.apply(
                            2, puts(new Project(GROUP_ID, "o", "eu", null, null)), new Author("ada", "?")))
                    .withMessage("project " + GROUP_ID + " account: is nowhere");
        }
    }

    private record NoAccounts() implements PolicyCheck {

        @Override
        public List<String> faults(Guardrail guardrail) {
            return List.of();
        }

        @Override
        public List<String> accountFaults(Project project) {
            return List.of("is nowhere");
        }
    }

    @Test
    void makesNoRevisionForARestoreThatChangesNothing() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        assertThat(policy.restore(1, here.newest(), new Author("grace", "to be sure")))
                .isEqualTo(1);
    }

    @Test
    void rejectsTheRestoreOfAnUnknownRevision() {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> policy.restore(5, here.newest(), new Author("grace", "?")))
                .withMessage("There is no policy revision 5.");
    }

    @Test
    void replacesARefusedRevisionByARestore() {
        policy.apply(0, puts(TEAM), new Author("ada", "a test"));
        here.tamper(2, "robot", "r2d2", "{}");
        policy.reload();
        assertThat(policy.restore(1, here.newest(), new Author("grace", "no robots")))
                .isEqualTo(3);
        policy.reload();
        assertThat(policy.current().revision()).isEqualTo(3);
        assertThat(policy.refused()).isZero();
    }
}
