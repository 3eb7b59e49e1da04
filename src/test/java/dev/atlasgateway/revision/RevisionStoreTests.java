package dev.atlasgateway.revision;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.Team;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevisionStoreTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");

    private final Replica replica = Replica.first(() -> NOW);
    private final RevisionStore store = replica.store;

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void beginsWithTheEmptyRevisionZero() {
        assertThat(store.newest()).isZero();
        assertThat(store.edits(0, 0)).isEmpty();
        assertThat(store.revision(0)).isEmpty();
    }

    @Test
    void numbersRevisionsAndStoresAuthorTimeAndReason() {
        assertThat(write(0, puts(TEAM))).isEqualTo(1);
        assertThat(store.write(1, puts(team("search")), new Author("ada", "a new team")))
                .isEqualTo(2);
        assertThat(store.newest()).isEqualTo(2);
        assertThat(store.revision(2)).contains(new Revision(2, NOW, "ada", "a new team", null, null));
    }

    @Test
    void storesObjectsOfEveryKind() {
        write(0, puts(ALL.toArray(PolicyObject[]::new)));
        assertThat(store.edits(0, 1))
                .containsExactlyInAnyOrder(
                        puts(ALL.toArray(PolicyObject[]::new)).toArray(Edit[]::new));
    }

    @Test
    void makesNoRevisionIfTheEditsChangeNothing() {
        write(0, puts(TEAM, CLIENT));
        assertThat(write(1, puts(TEAM))).isEqualTo(1);
        assertThat(write(1, List.of(remove(PROJECT)))).isEqualTo(1);
        assertThat(store.newest()).isEqualTo(1);
    }

    @Test
    void appliesTheLastOfSeveralEditsOfAnObject() {
        var disabled = new Team("payments", null, true);
        write(0, List.of(new Edit.Put(TEAM), remove(TEAM), new Edit.Put(disabled)));
        assertThat(store.edits(0, 1)).containsExactly(new Edit.Put(disabled));
    }

    @Test
    void readsOnlyWhatChangedSinceARevision() {
        var disabled = new Team("payments", null, true);
        write(0, puts(TEAM, PROJECT, team("untouched")));
        write(1, puts(team("passing")));
        write(2, List.of(new Edit.Put(disabled), remove(PROJECT), remove(team("passing"))));
        assertThat(store.edits(1, 3))
                .hasSize(3)
                .contains(remove(PROJECT), remove(TEAM))
                .last()
                .isEqualTo(new Edit.Put(disabled));
        assertThat(store.edits(3, 3)).isEmpty();
    }

    @Test
    void readsEveryEarlierRevisionAsItWas() {
        write(0, puts(TEAM));
        write(1, puts(PROJECT));
        write(2, List.of(remove(TEAM)));
        assertThat(store.edits(0, 1)).containsExactlyElementsOf(puts(TEAM));
        assertThat(store.edits(0, 2)).containsExactlyInAnyOrderElementsOf(puts(TEAM, PROJECT));
        assertThat(store.edits(0, 3)).containsExactlyElementsOf(puts(PROJECT));
    }

    @Test
    void returnsTheDifferencesOfARevision() {
        var disabled = new Team("payments", null, true);
        write(0, puts(TEAM, PROJECT, team("untouched")));
        write(1, List.of(new Edit.Put(disabled), remove(PROJECT), new Edit.Put(team("search"))));
        assertThat(store.differences().all(1, 2))
                .containsExactlyInAnyOrder(
                        new Difference(TEAM, disabled),
                        new Difference(PROJECT, null),
                        new Difference(null, team("search")));
    }

    @Test
    void rejectsAWriteOnARevisionThatIsNotTheNewest() {
        write(0, puts(TEAM));
        assertThatExceptionOfType(OutdatedRevisionException.class)
                .isThrownBy(() -> write(0, puts(PROJECT)))
                .withMessage("The policy is at revision 1, not 0; look at what changed and try again.");
        assertThat(store.edits(0, 1)).containsExactlyElementsOf(puts(TEAM));
    }

    @Test
    void letsOneOfManyConcurrentWritersWin() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = replica.another()) {
            var writers = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        try {
                            (i % 2 == 0 ? store : other.store)
                                    .write(0, puts(team("team" + i)), new Author("ada", "a race"));
                            return true;
                        } catch (OutdatedRevisionException e) {
                            return false;
                        }
                    })
                    .toList();
            var won = 0;
            for (var result : threads.invokeAll(writers)) {
                won += result.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(store.newest()).isEqualTo(1);
        assertThat(store.edits(0, 1)).hasSize(1);
    }

    @Test
    void writesARevisionCompletelyOrNotAtAll() {
        write(0, puts(TEAM));
        replica.jdbc
                .sql("alter table policy_object add constraint broken check (key <> 'search')")
                .update();
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> write(1, List.of(remove(TEAM), new Edit.Put(team("search")))));
        assertThat(store.newest()).isEqualTo(1);
        assertThat(store.edits(0, 1)).containsExactlyElementsOf(puts(TEAM));
    }

    @Test
    void replacesEverythingAndMakesNoRevisionIfNothingChanges() {
        write(0, puts(TEAM, PROJECT));
        assertThat(store.replace(puts(team("search"), PROJECT), new Author("ada", "anew")))
                .isEqualTo(2);
        assertThat(store.edits(0, 2)).containsExactlyInAnyOrderElementsOf(puts(team("search"), PROJECT));
        assertThat(store.replace(puts(PROJECT, team("search")), new Author("ada", "anew")))
                .isEqualTo(2);
        assertThat(store.replace(List.of(), new Author("ada", "nothing is allowed")))
                .isEqualTo(3);
        assertThat(store.edits(0, 3)).isEmpty();
    }

    @Test
    void namesEveryObjectThatItCannotRead() {
        replica.tamper(1, "robot", "r2d2", "{}");
        replica.tamper(2, "team", "search", "{\"nom\":\"search\"}");
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> store.edits(0, 2))
                .satisfies(refusal -> assertThat(refusal.sentences())
                        .containsExactlyInAnyOrder(
                                "robot r2d2: this version knows no such kind",
                                "team search: this version cannot read its nom"));
    }

    @Test
    void replacesObjectsThatItCannotRead() {
        replica.tamper(1, "robot", "r2d2", "{}");
        assertThat(store.replace(puts(TEAM), new Author("ada", "repair"))).isEqualTo(2);
        assertThat(store.edits(0, 2)).containsExactlyElementsOf(puts(TEAM));
    }

    private long write(long base, List<Edit> edits) {
        return store.write(base, edits, new Author("ada", "a test"));
    }
}
