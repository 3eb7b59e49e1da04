package dev.atlasgateway.document;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyCheck;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTests {

    static final String PRELUDE = """
            teams: { payments: {} }
            projects: { 32b6e34b3d91647abb20e7b8: { name: orders } }
            """;

    /** Documents after the two lines of the prelude, with the fault of each. */
    static final String WRONG = """
        teams: {} | 3:1 teams: stands here twice; first on line 1
        grants: [ { team: payments, team: payments, project: 32b6e34b3d91647abb20e7b8, role: GROUP_OWNER } ] | 3:29 grants[0].team: stands here twice; first on line 3
        grants: [ payments ] | 3:11 grants[0]: must be a mapping, key: value
        grants: {} | 3:9 grants: must be a list
        clients: [] | 3:10 clients: must be a mapping, key: value
        clients: { [a]: b } | 3:12 clients: has a key that is not a word
        clients: { mdb_sa_id_1: { team: payments, secrets: [] } } | 3:12 clients.mdb_sa_id_1: must be mdb_sa_id_ and 24 lower-case hexadecimal digits, or the 8 lower-case letters of an API key
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: search, secrets: [] } } | 3:56 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.team: no team is called search
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments } } | 3:12 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets: is missing
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ {secret: a}, {secret: b}, {secret: c} ] } } | 3:75 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets: are 3; at most two, one to rotate and one to serve
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ {secret: a}, {secret: a} ] } } | 3:90 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[1]: is the same secret again
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ mdb_sa_sk_hush ] } } | 3:77 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[0]: must be a mapping, key: value
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ { sha256: mdb_sa_sk_hush } ] } } | 3:87 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[0].sha256: must be 64 lower-case hexadecimal digits
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ { secret: hush, sha256: hush } ] } } | 3:77 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[0]: has both secret and sha256; keep sha256
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ { secret: } ] } } | 3:77 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[0].secret: is missing
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ { secret: "" } ] } } | 3:77 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[0]: has an empty secret
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ {} ] } } | 3:77 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[0].sha256: is missing
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ { secret: !vault hush } ] } } | 3:87 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[0].secret: has the tag !vault, which means nothing here
        clients: { paydemoa: { team: payments, secrets: [ { secret: hush } ] } } | 3:51 clients.paydemoa.secrets[0]: has no ha1, which the secret of an API key needs; let the gateway make the secret. If it cannot, API keys are off, because a private key must be stored encrypted: set gateway.caller.api-keys.encryption-keys first
        clients: { paydemoa: { team: payments, secrets: [ { sha256: 436186fa9c62305c140c71dd2dc977139c88d78eab24e5e8da4354d681850f86, ha1: hush } ] } } | 3:132 clients.paydemoa.secrets[0].ha1: must be an encrypted HA1, as the gateway writes it
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ { sha256: 436186fa9c62305c140c71dd2dc977139c88d78eab24e5e8da4354d681850f86, ha1: 1e13e5b3.JqUEXRbJsl8zrf99WNqwd7NHjw5qN5CF0maO7dXn1dq0klRp7UQQLCL7yRM } ] } } | 3:77 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.secrets[0]: is the secret of an API key, and this client is a service account
        clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [], enabled: no } } | 3:79 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd.enabled: is not a key here; use team, secrets, disabled
        grants: [ { team: payments, project: 32b6e34b3d91647abb20e7b8 } ] | 3:11 grants[0].role: is missing
        grants: [ { team: payments, project: 32b6e34b3d91647abb20e7b9, role: GROUP_OWNER } ] | 3:38 grants[0].project: no project is called 32b6e34b3d91647abb20e7b9; did you mean 32b6e34b3d91647abb20e7b8?
        grants: [ { team: payments, project: 32b6e34b3d91647abb20e7b8, role: GROUP_OWNER, instances: a_b } ] | 3:94 grants[0].instances: must be an instance name (letters, digits, hyphens, at most 64) in which * stands for any characters
        grants: [ { team: [payments], project: 32b6e34b3d91647abb20e7b8, role: GROUP_OWNER } ] | 3:19 grants[0].team: must be a text
        grants: [ &g { team: payments, project: 32b6e34b3d91647abb20e7b8, role: GROUP_OWNER }, *g ] | 3:11 grants[1]: is the same grant as grants[0] on line 3
        guardrails: { g: { expression: "true", mode: refuse, message: no } } | 3:46 guardrails.g.mode: refuse is not a mode; use one of deny, warn, audit
        guardrails: { g: { expression: "lax", mode: deny, message: no } } | 3:32 guardrails.g.expression: is too lax
        guardrails: { g: { expression: "true", mode: deny } } | 3:15 guardrails.g.message: is missing
        quotas: { teams: { search: { capacity: 1, refill: 1, period: 1s } } } | 3:20 quotas.teams.search: no team is called search
        quotas: { projects: { x: { capacity: 1, refill: 1, period: 1s } } } | 3:23 quotas.projects.x: no project is called x
        quotas: { teams: { payments: { capacity: many, refill: 1, period: 1s } } } | 3:42 quotas.teams.payments.capacity: must be a whole number
        quotas: { teams: { payments: { capacity: 0, refill: 1, period: 1s } } } | 3:42 quotas.teams.payments.capacity: is not between 1 and 1000000
        quotas: { teams: { payments: { capacity: 1, refill: 1, period: 60 } } } | 3:64 quotas.teams.payments.period: must be a duration with its unit, such as 60s or PT1M
        quotas: { teams: { payments: { capacity: 1, refill: 1, period: soon } } } | 3:64 quotas.teams.payments.period: must be a duration such as 60s or PT1M
        grants: [ { team: payments, project: 32b6e34b3d91647abb20e7b8, role: GROUP_OWNER, expiresAt: +10000-01-01T00:00:00Z } ] | 3:94 grants[0].expiresAt: must be in a year of four digits, such as 2027-01-01T00:00:00Z
        quotas: { team: {} } | 3:11 quotas.team: is not a key here; did you mean teams?
        """;

    @Test
    void readsEveryKindOfObject() {
        var document = read("""
                teams:
                  payments: { contact: payments@example.com }
                  search: { disabled: true }
                  idle:
                clients:
                  mdb_sa_id_665f1c2e9b1d4a0012ab34cd:
                    team: payments
                    secrets: [ { sha256: %s, expiresAt: 2027-01-01T01:00:00+01:00 } ]
                  mdb_sa_id_000000000000000000000000: { team: search, secrets: [], disabled: true }
                projects:
                  32b6e34b3d91647abb20e7b8: { name: orders, account: default, contract: flex }
                  111111111111111111111111: { name: 2026, account: other, contract: serverless, contact: ops }
                grants:
                  - { team: payments, project: 32b6e34b3d91647abb20e7b8, role: GROUP_OWNER }
                  - team: search
                    project: 111111111111111111111111
                    role: GROUP_READ_ONLY
                    instances: orders-*
                    expiresAt: 2027-01-01T00:00:00Z
                    reason: the yearly audit
                guardrails:
                  tagged:
                    expression: |
                      change.tags.size() > 0
                    mode: warn
                    message: >
                      Tag
                      it.
                quotas:
                  teams: { payments: { capacity: 120, refill: 60, period: 60s } }
                  projects: { 32b6e34b3d91647abb20e7b8: { capacity: 500, refill: 500, period: PT1M } }
                """.formatted(SHA256));
        assertThat(document.objects())
                .containsExactlyInAnyOrder(
                        TEAM,
                        new Team("search", null, true),
                        team("idle"),
                        CLIENT,
                        new Client("mdb_sa_id_" + "0".repeat(24), "search", List.of(), true),
                        PROJECT,
                        new Project("1".repeat(24), "2026", "other", Project.Contract.SERVERLESS, "ops"),
                        GRANT,
                        new Grant(
                                "search",
                                "1".repeat(24),
                                Role.GROUP_READ_ONLY,
                                "orders-*",
                                Instant.parse("2027-01-01T00:00:00Z"),
                                "the yearly audit"),
                        new Guardrail("tagged", "change.tags.size() > 0", Guardrail.Mode.WARN, "Tag it."),
                        TEAM_QUOTA,
                        new ProjectQuota(GROUP_ID, new Quota(500, 500, Duration.ofSeconds(60))));
        assertThat(document.plainSecrets()).isZero();
    }

    @Test
    void storesOnlyTheDigestOfAPlainSecret() throws IOException {
        try (var yaml = getClass().getResourceAsStream("/demo-policy.yaml")) {
            var document = read(yaml.readAllBytes());
            assertThat(document.plainSecrets()).isEqualTo(2);
            assertThat(document.objects())
                    .contains(new Client(
                            "mdb_sa_id_665f1c2e9b1d4a0012ab34cd",
                            "payments",
                            List.of(new Client.Secret(
                                    "8c26e736382a6be5a4e9e0a734d9738e7a9990fcf9a6922f6b4f69bf0f89760b", null)),
                            false));
        }
    }

    @Test
    void encryptsAPlainPrivateKeyTheSameWayEachTime() {
        var encryption =
                new Ha1Encryption(List.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
        var yaml = PRELUDE + "clients: { paydemoa: { team: payments, secrets: [ { secret: hush } ] } }";
        var document = read(yaml.getBytes(StandardCharsets.UTF_8), encryption);
        assertThat(document.plainSecrets()).isEqualTo(1);
        var secret = Client.Secret.of("paydemoa", "hush", null, encryption);
        assertThat(document.objects()).contains(new Client("paydemoa", "payments", List.of(secret), false));
        assertThat(document.warnings()).isEmpty();
    }

    @Test
    void warnsOfAPrivateKeyThatCannotLogInHere() {
        var yaml = PRELUDE
                + "clients: { paydemoa: { team: payments, secrets: [ { sha256: 436186fa9c62305c140c71dd2dc977139c88d78eab24e5e8da4354d681850f86,"
                + " ha1: 1e13e5b3.JqUEXRbJsl8zrf99WNqwd7NHjw5qN5CF0maO7dXn1dq0klRp7UQQLCL7yRM } ] } }";
        assertThat(read(yaml.getBytes(StandardCharsets.UTF_8)).warnings())
                .singleElement()
                .asString()
                .contains("clients.paydemoa.secrets[0].ha1: was not encrypted for this public key");
    }

    @Test
    void reportsAllFaultsInTheOrderOfTheDocument() {
        assertThat(faults("""
                teams:
                  payments: { contct: x }
                  search: { disabled: "no" }
                projects:
                  32B6: { name: orders }
                grants:
                  - { team: payment, project: 32b6, role: GROUP_BOSS }
                  - { team: payment, project: 32B6, role: GROUP_OWNER, expiresAt: tomorrow }
                qotas: {}
                """))
                .containsExactly(
                        "policy.yaml:2:15 teams.payments.contct: is not a key here; did you mean contact?",
                        "policy.yaml:3:23 teams.search.disabled: must be true or false",
                        "policy.yaml:5:3 projects.32B6: must be 24 lower-case hexadecimal digits",
                        "policy.yaml:7:13 grants[0].team: no team is called payment; did you mean payments?",
                        "policy.yaml:7:31 grants[0].project: no project is called 32b6; did you mean 32B6?",
                        "policy.yaml:7:43 grants[0].role: GROUP_BOSS is not a role; use one of GROUP_OWNER,"
                                + " GROUP_CLUSTER_MANAGER, GROUP_STREAM_PROCESSING_OWNER, GROUP_DATA_ACCESS_ADMIN,"
                                + " GROUP_DATA_ACCESS_READ_WRITE, GROUP_DATA_ACCESS_READ_ONLY,"
                                + " GROUP_DATABASE_ACCESS_ADMIN, GROUP_BACKUP_MANAGER, GROUP_OBSERVABILITY_VIEWER,"
                                + " GROUP_SEARCH_INDEX_EDITOR, GROUP_READ_ONLY",
                        "policy.yaml:8:13 grants[1].team: no team is called payment; did you mean payments?",
                        "policy.yaml:8:67 grants[1].expiresAt: must be an instant such as 2027-01-01T00:00:00Z",
                        "policy.yaml:9:1 qotas: is not a key here; did you mean quotas?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = WRONG)
    void namesThePlaceOfAFault(String yaml, String sentence) {
        assertThat(faults(PRELUDE + yaml)).containsExactly("policy.yaml:" + sentence);
    }

    @Test
    void rejectsARepeatedClientId() {
        assertThat(faults(PRELUDE + """
                clients:
                  mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [] }
                  mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [] }
                """))
                .containsExactly("policy.yaml:5:3 clients.mdb_sa_id_665f1c2e9b1d4a0012ab34cd:"
                        + " stands here twice; first on line 4");
    }

    @Test
    void reportsNoFaultOfGrantsIfTheirTeamOrProjectIsAtFault() {
        assertThat(faults("""
                teams: { payments: { contact: [a] } }
                projects: { 32b6e34b3d91647abb20e7b8: { account: default } }
                grants: [ { team: payments, project: 32b6e34b3d91647abb20e7b8, role: GROUP_OWNER } ]
                """))
                .containsExactly(
                        "policy.yaml:1:31 teams.payments.contact: must be a text",
                        "policy.yaml:2:13 projects.32b6e34b3d91647abb20e7b8.name: is missing");
    }

    @Test
    void neverRepeatsASecret() {
        var hush = "mdb_sa_sk_hush";
        var client = "clients: { mdb_sa_id_665f1c2e9b1d4a0012ab34cd: { team: payments, secrets: [ %s ] } }";
        for (var secret :
                List.of(hush, "{ sha256: %s }", "{ secret: [%s] }", "{ secret: %s, sha256: %s }", "{ secret: %s")) {
            assertThat(faults(PRELUDE + client.formatted(secret.replace("%s", hush))))
                    .isNotEmpty()
                    .allSatisfy(sentence -> assertThat(sentence).doesNotContain(hush));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        teams: { payments: | policy.yaml:1:19 is not YAML: expected the node content, but found '<stream end>'
        teams: *unknown | policy.yaml:1:8 is not YAML: found undefined alias unknown
        [] | policy.yaml:1:1 must be a mapping, key: value
        ~ | policy.yaml:1:1 is empty; a policy that allows nothing is teams: {}
        # nothing | policy.yaml:1:1 is empty; a policy that allows nothing is teams: {}
        """)
    void rejectsTextsThatAreNotDocuments(String yaml, String sentence) {
        assertThat(faults(yaml)).containsExactly(sentence);
    }

    @Test
    void rejectsASecondDocumentInTheFile() {
        assertThat(faults("teams: {}\n---\nteams: {}\n"))
                .containsExactly("policy.yaml:2:1 is not YAML: but found another document");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "---\n", "# written by an editor\n", "%YAML 1.1\n---\n"})
    void ignoresAByteOrderMark(String start) {
        assertThat(read("\uFEFF" + start + PRELUDE).objects())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(read(PRELUDE).objects());
    }

    @Test
    void rejectsTextsThatAreNotUtf8() {
        assertThat(faults(new byte[] {'t', (byte) 0xff})).containsExactly("policy.yaml:1:1 is not UTF-8");
    }

    @Test
    void limitsSizeDepthAndAliases() {
        assertThat(faults(new byte[YamlBounds.HERE.bytes() + 1]))
                .containsExactly("policy.yaml:1:1 " + YamlBounds.HERE.tooLong());
        assertThat(faults("teams: " + "[".repeat(50) + "]".repeat(50)))
                .singleElement()
                .asString()
                .contains("Nesting");
        assertThat(faults("teams: &a {}\nclients: [" + "*a,".repeat(60) + "]"))
                .singleElement()
                .asString()
                .contains("aliases");
    }

    /** The faults of a document may otherwise take many times the memory of the document. */
    @Test
    void namesTheFirstThousandFaultsAndCountsTheOthers() {
        var faults = faults("grants: [" + "1,".repeat(2_500) + "]");
        assertThat(faults).hasSize(1_001);
        assertThat(faults.getFirst()).isEqualTo("policy.yaml:1:10 grants[0]: must be a mapping, key: value");
        assertThat(faults.getLast()).endsWith("and 1,500 more; correct these first");
    }

    @Test
    void showsTheBeginningOfALongKey() {
        var faults = faults("teams: { %s: { x: 1 } }".formatted("k".repeat(900)));
        assertThat(faults).allSatisfy(fault -> assertThat(fault).contains("teams." + "k".repeat(100) + "…"));
        assertThat(faults).allSatisfy(fault -> assertThat(fault).hasSizeLessThan(400));
    }

    @Test
    void namesTheLineOfAProbableMistakeAndIsValidAllTheSame() {
        var document = read("""
                guardrails:
                  tagged:
                    mode: deny
                    expression: odd
                    message: no
                """);
        assertThat(document.warnings())
                .extracting(Object::toString)
                .containsExactly("4:17 guardrails.tagged.expression: is odd");
    }

    private static PolicyDocument read(String yaml) {
        return read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static PolicyDocument read(byte[] yaml) {
        return read(yaml, Ha1Encryption.NONE);
    }

    private static PolicyDocument read(byte[] yaml, Ha1Encryption encryption) {
        var rules = new PolicyRules(List.of(new Picky()), encryption);
        return PolicyDocument.read("policy.yaml", yaml, rules, PolicySnapshot.EMPTY, Ownership.ADMINS)
                .orThrow();
    }

    private record Picky() implements PolicyCheck {

        @Override
        public List<String> faults(Guardrail guardrail) {
            return guardrail.expression().equals("lax") ? List.of("is too lax") : List.of();
        }

        @Override
        public List<String> warnings(Guardrail guardrail) {
            return guardrail.expression().equals("odd") ? List.of("is odd") : List.of();
        }
    }

    private static List<String> faults(String yaml) {
        return faults(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> faults(byte[] yaml) {
        return catchThrowableOfType(InvalidPolicyException.class, () -> read(yaml))
                .sentences();
    }
}
