package dev.atlasgateway.policy;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyRulesTests {

    private final PolicyRules rules = new PolicyRules(List.of(), Ha1Encryption.NONE);

    @Test
    void acceptsAValidPolicy() {
        assertThat(faults(PolicySnapshot.EMPTY, puts(ALL.toArray(PolicyObject[]::new))))
                .isEmpty();
    }

    static Stream<Arguments> misshapen() {
        var secret = new Client.Secret(SHA256, null);
        var control = "a\nb";
        return Stream.of(
                misshapen(team("pay/ments"), "team pay/ments: must be a name"),
                misshapen(team("p".repeat(65)), "must be a name"),
                misshapen(new Team("payments", control, false), "contact: must be one line"),
                misshapen(new Team("payments", " ", false), "contact: must have 1 to 500 characters"),
                misshapen(new Team("payments", "x ", false), "contact: must not begin or end with white space"),
                misshapen(
                        new Client("mdb_sa_id_X", "payments", List.of(secret), false),
                        "client mdb_sa_id_X: must be mdb_sa_id_ and 24"),
                misshapen(
                        new Client(CLIENT_ID, "payments", List.of(secret, secret), false),
                        "secrets[1]: is the same secret again"),
                misshapen(
                        new Client(CLIENT_ID, "payments", List.of(new Client.Secret("mdb_sa_sk_x", null)), false),
                        "secrets[0].sha256: must be 64 lower-case hexadecimal digits"),
                misshapen(new Project("32B6", "n", "default", null, null), "project 32B6: must be 24 lower-case"),
                misshapen(new Project(GROUP_ID, "", "default", null, null), "name: must have 1 to 500"),
                misshapen(new Project(GROUP_ID, "n", "a b", null, null), "account: must be a name"),
                misshapen(grant("orders_*"), "instances: must be an instance name"),
                misshapen(grant("-orders"), "instances: must be an instance name"),
                misshapen(grant("a".repeat(65)), "instances: must be an instance name"),
                misshapen(new Guardrail("g", " ", Guardrail.Mode.DENY, "m"), "expression: must have 1 to 10000"),
                misshapen(new Guardrail("g", "true", Guardrail.Mode.DENY, "m\u0085m"), "message: must be one line"),
                misshapen(
                        new Guardrail("g", "a == '\u202e'", Guardrail.Mode.DENY, "m"),
                        "expression: must not hold half"),
                misshapen(new Guardrail("g", "a\0", Guardrail.Mode.DENY, "m"), "expression: must not hold control"),
                misshapen(new Team("payments", "half \ud800", false), "contact: must not hold half characters"),
                misshapen(new Project(GROUP_ID, "a\u2069", "default", null, null), "name: must not hold half"),
                misshapen(
                        new Grant("payments", GROUP_ID, Role.GROUP_OWNER, "*", Instant.MAX, null),
                        "expiresAt: must be in a year of four digits"),
                misshapen(
                        new Client(CLIENT_ID, "payments", List.of(new Client.Secret(SHA256, Instant.MIN)), false),
                        "secrets[0].expiresAt: must be in a year of four digits"),
                misshapen(quota(0, 1, 60), "team-quota payments capacity: is not between 1 and 1000000"),
                misshapen(quota(1_000_001, 1, 60), "team-quota payments capacity: is not between 1 and 1000000"),
                misshapen(quota(1, -1, 60), "refill: is not between"),
                misshapen(
                        new TeamQuota("payments", new Quota(1, 1, Duration.ofMillis(1500))),
                        "period: PT1.5S is not a time in whole seconds"),
                misshapen(
                        new TeamQuota("payments", new Quota(1, 1, Duration.ofNanos(1))),
                        "period: PT0.000000001S is not a time in whole seconds"),
                misshapen(quota(1, 1, 0), "period: PT0S is not a time of at most one day"),
                misshapen(quota(1, 1, 90_000), "period: PT25H is not a time of at most one day"));
    }

    private static TeamQuota quota(long capacity, long refill, long seconds) {
        return new TeamQuota("payments", new Quota(capacity, refill, Duration.ofSeconds(seconds)));
    }

    private static Arguments misshapen(PolicyObject object, String sentence) {
        return Arguments.of(object, sentence);
    }

    @ParameterizedTest
    @MethodSource("misshapen")
    void rejectsInvalidFields(PolicyObject object, String sentence) {
        assertThat(faults(snapshot(TEAM, PROJECT), puts(object)))
                .singleElement()
                .asString()
                .contains(sentence);
    }

    @Test
    void acceptsStoredValuesThatOnlyChangesMustNotContain() {
        var endless = new Grant("payments", GROUP_ID, Role.GROUP_OWNER, "*", Instant.MAX, "\u202e");
        var large = new TeamQuota("payments", new Quota(1_000_000_000, 1, Duration.ofNanos(1)));
        var stored = snapshot(TEAM, PROJECT, endless, large);
        assertThat(new PolicyRules(List.of(), Ha1Encryption.NONE).acceptStored(puts(endless, large), stored))
                .isSameAs(stored);
    }

    @Test
    void countsCharactersNotUtf16Units() {
        assertThat(faults(snapshot(), puts(new Team("payments", "\ud83d\ude00".repeat(500), false))))
                .isEmpty();
    }

    @Test
    void rejectsAThirdSecret() {
        var secrets = IntStream.range(0, 3)
                .mapToObj(i -> new Client.Secret((i + "0").repeat(32), null))
                .toList();
        assertThat(faults(snapshot(TEAM), puts(new Client(CLIENT_ID, "payments", secrets, false))))
                .containsExactly(
                        "client " + CLIENT_ID + " secrets: are 3; at most two, one to rotate and one to serve");
    }

    @Test
    void rejectsReferencesToMissingObjects() {
        assertThat(faults(snapshot(team("payment")), puts(CLIENT, GRANT, TEAM_QUOTA, PROJECT_QUOTA)))
                .containsExactlyInAnyOrder(
                        "client " + CLIENT_ID + " team: no team is called payments; did you mean payment?",
                        "grant " + GRANT.key() + " team: no team is called payments; did you mean payment?",
                        "grant " + GRANT.key() + " project: no project is called " + GROUP_ID,
                        "team-quota payments: no team is called payments; did you mean payment?",
                        "project-quota " + GROUP_ID + ": no project is called " + GROUP_ID);
    }

    @Test
    void rejectsTheRemovalOfObjectsThatOthersNeed() {
        var all = snapshot(ALL.toArray(PolicyObject[]::new));
        assertThat(faults(all, List.of(remove(TEAM))))
                .containsExactlyInAnyOrder(
                        "client " + CLIENT_ID + " team: no team is called payments",
                        "grant " + GRANT.key() + " team: no team is called payments",
                        "team-quota payments: no team is called payments");
        assertThat(faults(all, List.of(remove(PROJECT))))
                .containsExactlyInAnyOrder(
                        "grant " + GRANT.key() + " project: no project is called " + GROUP_ID,
                        "project-quota " + GROUP_ID + ": no project is called " + GROUP_ID);
    }

    @Test
    void acceptsARemovalTogetherWithAllDependents() {
        var all = snapshot(ALL.toArray(PolicyObject[]::new));
        assertThat(faults(all, ALL.stream().map(Examples::remove).toList())).isEmpty();
    }

    @Test
    void limitsTheGrantsOfATeamOnAProject() {
        var grants = IntStream.range(0, 201).mapToObj(i -> (PolicyObject) grant("i" + i));
        var objects = Stream.concat(Stream.of(TEAM, PROJECT), grants).toArray(PolicyObject[]::new);
        assertThat(faults(PolicySnapshot.EMPTY, puts(objects)))
                .singleElement()
                .asString()
                .endsWith(
                        "one of 201 grants of this team on this project; at most 200, so use patterns such as orders-*");
    }

    @Test
    void runsEveryCheckOnEveryGuardrail() {
        var asking = new PolicyRules(
                List.of(
                        guardrail -> List.of("no variable tagz", "no operator ="),
                        guardrail -> List.of(),
                        guardrail -> {
                            throw new IllegalStateException("broken");
                        }),
                Ha1Encryption.NONE);
        var edits = puts(GUARDRAIL);
        assertThat(asking.faults(edits, snapshot(GUARDRAIL)).stream().map(Fault::toString))
                .containsExactly(
                        "guardrail tagged expression: no variable tagz",
                        "guardrail tagged expression: no operator =",
                        "guardrail tagged expression: cannot be checked: java.lang.IllegalStateException: broken");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> rules.accept(puts(GRANT), snapshot(GRANT)))
                .satisfies(refusal -> assertThat(refusal.sentences()).hasSize(2))
                .satisfies(refusal -> assertThat(refusal.summary()).endsWith(" (and 1 more)"));
    }

    private List<String> faults(PolicySnapshot base, List<Edit> edits) {
        return rules.faults(edits, base.with(edits, 2)).stream()
                .map(Fault::toString)
                .toList();
    }
}
