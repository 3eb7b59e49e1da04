package dev.atlasgateway.revision.edit;

import static dev.atlasgateway.policy.Examples.CLIENT;
import static dev.atlasgateway.policy.Examples.GRANT;
import static dev.atlasgateway.policy.Examples.PROJECT;
import static dev.atlasgateway.policy.Examples.SHA256;
import static dev.atlasgateway.policy.Examples.TEAM;
import static dev.atlasgateway.policy.Examples.puts;
import static dev.atlasgateway.policy.Examples.remove;
import static dev.atlasgateway.policy.Examples.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.Replica;
import dev.atlasgateway.revision.Revision;
import dev.atlasgateway.revision.RevisionFilter;
import dev.atlasgateway.revision.edit.EditResult.Applied;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each result of a change, with a real PostgreSQL. */
class PolicyEditorTests {

    private static final Author ADA = new Author("ada", "a test");
    private static final Actor ADMIN = new Actor(ADA, object -> true);
    private static final Precondition NONE = new Precondition.None();
    private static final Team CHANGED = new Team("payments", "new@example.com", false);

    private final Replica replica = Replica.first();
    private final PolicyEditor editor = new PolicyEditor(replica.revisions, InstantSource.system());

    @BeforeEach
    void makeAPolicy() {
        replica.revisions.apply(0, puts(TEAM, PROJECT, GRANT), ADA);
    }

    @AfterEach
    void close() {
        replica.close();
    }

    private EditResult put(PolicyObject object, Precondition precondition) {
        return editor.change(PolicyChange.put(object), precondition, ADMIN);
    }

    @Test
    void appliesAChangeAsARevision() {
        assertThat(put(CHANGED, NONE)).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.revision()).isEqualTo(2);
            assertThat(applied.edits().getFirst().before()).isEqualTo(TEAM);
        });
        assertThat(replica.current().team("payments")).isEqualTo(CHANGED);
    }

    @Test
    void makesNoRevisionOfARepeatedChange() {
        assertThat(put(TEAM, new Precondition.NotGiven()))
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.revision()).isEqualTo(1));
    }

    @Test
    void undoesOneRevisionAndKeepsLaterChangesOfOtherObjects() {
        replica.revisions.change(now -> List.of(new Edit.Put(CHANGED), remove(GRANT)), ADA);
        put(team("search"), NONE);

        assertThat(editor.undo(2, null, ADMIN))
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.revision()).isEqualTo(4));

        assertThat(replica.current().objects()).containsExactlyInAnyOrder(TEAM, PROJECT, GRANT, team("search"));
        assertThat(replica.revisions.revision(4)).map(Revision::reason).contains("undo of revision 2: " + ADA.reason());
    }

    @Test
    void undoesNothingThatALaterRevisionChanged() {
        replica.revisions.change(now -> List.of(new Edit.Put(CHANGED), remove(GRANT)), ADA);
        put(new Team("payments", "newer@example.com", false), NONE);

        assertThat(editor.undo(2, null, ADMIN))
                .isInstanceOfSatisfying(
                        EditResult.Conflict.class,
                        conflict -> assertThat(conflict.changes())
                                .extracting(Difference::key)
                                .containsExactly("payments"));
        assertThat(editor.undo(2, new RevisionFilter.ObjectName(ObjectKind.GRANT, GRANT.key()), ADMIN))
                .isInstanceOf(Applied.class);
        assertThat(replica.current().grants()).containsExactly(GRANT);
        assertThat(replica.current().team("payments").contact()).isEqualTo("newer@example.com");
    }

    @Test
    void undoesNoDisablingAndRevivesNoSecret() {
        put(CLIENT, NONE);
        var ended = CLIENT.withoutSecret(SHA256).withDisabled(true);
        replica.revisions.change(
                now -> List.of(new Edit.Put(ended), new Edit.Put(new Team("payments", "x@example.com", true))), ADA);

        assertThat(replica.revisions.planUndo(3, null).kept())
                .containsExactlyInAnyOrder(
                        new Difference(new Team("payments", TEAM.contact(), true), TEAM),
                        new Difference(ended, CLIENT));
        assertThat(editor.undo(3, null, ADMIN)).isInstanceOf(Applied.class);

        assertThat(replica.current().clients()).containsExactly(ended);
        assertThat(replica.current().team("payments")).isEqualTo(new Team("payments", TEAM.contact(), true));
    }

    @Test
    void makesNoRevisionOfAnUndoThatChangesNothing() {
        put(CHANGED, NONE);
        put(TEAM, NONE);

        assertThat(editor.undo(2, new RevisionFilter.ObjectName(ObjectKind.GRANT, null), ADMIN))
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.revision()).isEqualTo(3));
    }

    @Test
    void previewsWithoutARevision() {
        assertThat(editor.preview(PolicyChange.put(CHANGED), NONE, ADMIN)).isInstanceOf(Applied.class);
        assertThat(replica.current().team("payments")).isEqualTo(TEAM);
    }

    @Test
    void checksThePermissionBeforeItChangesAnything() {
        var asked = new AtomicBoolean();
        var update = new PolicyChange.Update(ObjectKind.TEAM, "payments", object -> {
            asked.set(true);
            return CHANGED;
        });
        var lead = new Actor(ADA, object -> false);
        assertThat(editor.change(update, NONE, lead)).isInstanceOf(EditResult.Forbidden.class);
        assertThat(asked).isFalse();
    }

    @Test
    void findsNoObjectToUpdateOrRemove() {
        var update = new PolicyChange.Update(ObjectKind.TEAM, "search", object -> object);
        assertThat(editor.change(update, NONE, ADMIN)).isInstanceOf(EditResult.NotFound.class);
        var removal = new PolicyChange.Removal(ObjectKind.TEAM, "search", false);
        assertThat(editor.change(removal, NONE, ADMIN)).isInstanceOf(EditResult.NotFound.class);
    }

    @Test
    void checksWhatStateTheAuthorExpects() {
        assertThat(put(CHANGED, new Precondition.MustNotExist())).isInstanceOf(EditResult.AlreadyExists.class);
        assertThat(put(CHANGED, new Precondition.NotGiven())).isInstanceOf(EditResult.PreconditionMissing.class);
        assertThat(put(CHANGED, new Precondition.AsRead((object, now) -> false)))
                .isInstanceOf(EditResult.Conflict.class);
        assertThat(put(team("search"), new Precondition.AsRead((object, now) -> true)))
                .isInstanceOf(EditResult.Gone.class);
        assertThat(replica.newest()).isEqualTo(1);
    }

    @Test
    void showsTheChangeOfAnotherAdminOfTheSameObjectOnly() {
        replica.revisions.apply(1, puts(team("search")), ADA);
        replica.revisions.apply(2, puts(CHANGED), ADA);
        var mine = new Team("payments", "mine@example.com", false);
        assertThat(put(mine, new Precondition.UnchangedSince(1)))
                .isInstanceOfSatisfying(EditResult.Conflict.class, conflict -> {
                    assertThat(conflict.changes())
                            .singleElement()
                            .satisfies(change -> assertThat(change.after()).isEqualTo(CHANGED));
                    assertThat(conflict.revisions())
                            .singleElement()
                            .satisfies(revision -> assertThat(revision.number()).isEqualTo(3));
                });
        assertThat(put(mine, new Precondition.UnchangedSince(3))).isInstanceOf(Applied.class);
    }

    /** A form may be older than the backup that was restored, or forged. */
    @Test
    void rejectsAChangeBasedOnARevisionThatDoesNotExist() {
        assertThat(put(CHANGED, new Precondition.UnchangedSince(2)))
                .isInstanceOfSatisfying(EditResult.Conflict.class, conflict -> {
                    assertThat(conflict.changes()).containsExactly(new Difference(null, TEAM));
                    assertThat(conflict.revisions()).isEmpty();
                });
        assertThat(replica.current().team("payments")).isEqualTo(TEAM);
    }

    @Test
    void namesTheFileThatManagesAnObject() {
        replica.revisions.manage("policy.yaml", List.of(TEAM), ADA);
        assertThat(put(CHANGED, new Precondition.NotGiven()))
                .isInstanceOfSatisfying(
                        EditResult.Managed.class,
                        managed -> assertThat(managed.file()).isEqualTo("policy.yaml"));
    }

    @Test
    void rejectsAnEndInThePastTogetherWithOtherFaults() {
        var past = Instant.parse("2020-01-01T00:00:00Z");
        var grant = new Grant("unknown", PROJECT.groupId(), GRANT.role(), "*", past, null);
        assertThat(put(grant, NONE))
                .isInstanceOfSatisfying(
                        EditResult.Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(Fault::field)
                                .containsExactly("expiresAt", "team"));
    }

    @Test
    void removesDependentsOnlyIfAsked() {
        assertThat(editor.change(new PolicyChange.Removal(ObjectKind.TEAM, "payments", false), NONE, ADMIN))
                .isInstanceOf(EditResult.Invalid.class);
        assertThat(editor.change(new PolicyChange.Removal(ObjectKind.TEAM, "payments", true), NONE, ADMIN))
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.edits()).hasSize(2));
    }
}
