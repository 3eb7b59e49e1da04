package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.explain.ExplanationService;
import dev.atlasgateway.explain.ProposedCall;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Saving a guardrail, and its effect on the next call in each mode. */
@OnSharedGateway
class SavedGuardrailTests {

    private static final String NAME = "saved-guardrail";
    private static final String ON = "{\"terminationProtectionEnabled\":true}";

    private final RunningGateway gateway = RunningGateway.shared();
    private final Revisions revisions = gateway.part(Revisions.class);

    @AfterEach
    void remove() {
        apply(new Edit.Remove(ObjectKind.GUARDRAIL, NAME));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instnce == 'x'                     | line 1, column 1: undeclared reference to 'instnce'",
                "instance                           | expected type 'bool'",
                "change.tags == 1                   | no matching overload",
                "change.tags.all(a, change.tags.all(b, change.tags.all(c, a.key + b.key != c.key))) | steps",
                "instance.matches('[')              | Regex validation failed",
                "now.getHours('Europe/Berln') < 17  | unknown time zone",
            })
    void isNotSavedIfItDoesNotCompileOrCostsTooMuch(String expression, String sentence) {
        var before = gateway.part(Policy.class).current().revision();
        var refused = catchThrowableOfType(InvalidPolicyException.class, () -> save(Mode.AUDIT, expression));
        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("expression");
            assertThat(fault.sentence()).contains(sentence);
        });
        assertThat(gateway.part(Policy.class).current().revision()).isEqualTo(before);
    }

    @Test
    void deniesWarnsOrNotesByItsMode() {
        save(Mode.DENY, "instance != 'saved-guardrail'");
        var denied = patch();
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.header("X-Error-Code")).isEqualTo("GATEWAY_GUARDRAIL_VIOLATION");

        save(Mode.WARN, "instance != 'saved-guardrail'");
        var warned = patch();
        assertThat(warned.status()).isEqualTo(200);
        assertThat(warned.header("Warning"))
                .isEqualTo("299 atlas-gateway \"Guardrail saved-guardrail: not this one.\"");
        assertThat(notes(warned)).contains(NAME);

        save(Mode.AUDIT, "instance != 'saved-guardrail'");
        var noted = patch();
        assertThat(noted.status()).isEqualTo(200);
        assertThat(noted.header("Warning")).isEmpty();
        assertThat(notes(noted)).contains(NAME);
    }

    @Test
    void deniesIfItCannotBeEvaluated() {
        save(Mode.DENY, "instance != 'saved-guardrail' || change.tags.exists(tag, tag.key == 'owner')");
        var denied = patch();
        assertThat(denied.header("X-Error-Code")).isEqualTo("GATEWAY_GUARDRAIL_VIOLATION");
        assertThat(denied.json().path("detail").asString())
                .startsWith("Guardrail saved-guardrail could not be evaluated for this change.")
                .doesNotContain("not this one");
        assertThat(notes(denied)).contains("could not be evaluated: saved-guardrail");
        var sentences = gateway
                .part(ExplanationService.class)
                .explain(new ProposedCall(
                        "payments", null, Operation.UPDATE_SERVERLESS_INSTANCE, RunningGateway.ORDERS, NAME, ON, null))
                .steps()
                .stream()
                .map(step -> step.sentence());
        assertThat(sentences).anyMatch(sentence -> sentence.startsWith("It could not be evaluated: "));
    }

    @Test
    void readsAtlasOnlyIfItUsesTheCurrentState() {
        save(Mode.DENY, "instance != 'saved-guardrail' || has(change.terminationProtectionEnabled)");
        assertThat(sentToAtlasFor(this::patch)).containsExactly("PATCH");
        save(Mode.DENY, "instance != 'saved-guardrail' || current.stateName == 'IDLE'");
        assertThat(sentToAtlasFor(this::patch)).containsExactly("GET", "PATCH");
    }

    @Test
    void readsAtlasForAnExplanationOnlyIfAsked() {
        save(Mode.DENY, "instance != 'saved-guardrail' || current.stateName == 'NEVER'");
        assertThat(sentToAtlasFor(() -> assertThat(explained(false)).isEqualTo(Verdict.OPEN)))
                .isEmpty();
        assertThat(sentToAtlasFor(() -> assertThat(explained(true)).isEqualTo(Verdict.REFUSED)))
                .containsExactly("GET");
    }

    @Test
    void readsAtlasForExplanationsWithinTheQuotaAndOnRecord() {
        save(Mode.DENY, "instance != 'saved-guardrail' || current.stateName == 'NEVER'");
        patch(); // so that the gateway has a token of Atlas
        var team = new Team("asking", null, false);
        var grant = new Grant("asking", RunningGateway.ORDERS, Role.GROUP_OWNER, "*", null, null);
        var quota = new TeamQuota("asking", new Quota(2, 1, Duration.ofHours(1)));
        apply(new Edit.Put(team), new Edit.Put(grant), new Edit.Put(quota));
        try {
            gateway.atlas().clearReceived();
            for (int i = 0; i < 5; i++) {
                assertThat(explained("asking", true)).isEqualTo(Verdict.REFUSED);
            }
            assertThat(gateway.atlas().received()).hasSize(2);
            var events = gateway.part(AdminEvents.class).before(Long.MAX_VALUE, "ada", "instance.read", null, 2);
            assertThat(events)
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.detail().toString()).contains("asking"));
        } finally {
            apply(
                    new Edit.Remove(ObjectKind.TEAM_QUOTA, quota.key()),
                    new Edit.Remove(ObjectKind.GRANT, grant.key()),
                    new Edit.Remove(ObjectKind.TEAM, team.key()));
        }
    }

    private Verdict explained(boolean readCurrent) {
        return explained("payments", readCurrent);
    }

    private Verdict explained(String team, boolean readCurrent) {
        return gateway.part(ExplanationService.class)
                .explain(new ProposedCall(
                        team,
                        null,
                        Operation.UPDATE_SERVERLESS_INSTANCE,
                        RunningGateway.ORDERS,
                        "saved-guardrail",
                        ON,
                        readCurrent ? "ada" : null))
                .verdict();
    }

    private List<String> sentToAtlasFor(Runnable call) {
        patch(); // so that the gateway has a token of Atlas
        gateway.atlas().clearReceived();
        call.run();
        return gateway.atlas().received().stream()
                .filter(request -> request.path().endsWith("/saved-guardrail"))
                .map(request -> request.method())
                .toList();
    }

    private Reply patch() {
        return gateway.patch("payments", "saved-guardrail", ON);
    }

    private String notes(Reply reply) {
        return String.valueOf(gateway.audited(reply).getLast().get("notes"));
    }

    private void save(Mode mode, String expression) {
        apply(new Edit.Put(new Guardrail(NAME, expression, mode, "not this one")));
    }

    private void apply(Edit... edits) {
        var now = gateway.part(Policy.class).current().revision();
        revisions.apply(now, List.of(edits), new Author("me", "a test"));
    }
}
