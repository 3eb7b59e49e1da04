package dev.atlasgateway.admin;

import static dev.atlasgateway.admin.AdminApi.ADMIN;
import static dev.atlasgateway.admin.AdminApi.AUDITOR;
import static dev.atlasgateway.admin.AdminApi.GATEWAY;
import static dev.atlasgateway.admin.AdminApi.pointers;
import static dev.atlasgateway.admin.AdminApi.policy;
import static dev.atlasgateway.admin.AdminApi.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a client, from its first secret to its end. */
class ClientApiTests {

    private static final String TEAM = "client-team";
    private static final String ID = "mdb_sa_id_00000000000000000000c11e";
    private static final String CLIENT = "clients/" + ID;
    private static final AdminApi LEAD = AdminApi.leadOf(TEAM);
    private static final AdminApi ANOTHER = AdminApi.leadOf("search");

    @BeforeEach
    void makeTheTeam() {
        remove();
        ADMIN.put("teams/" + TEAM, "{}");
    }

    @AfterEach
    void remove() {
        AdminApi.remove("teams/" + TEAM);
    }

    @Test
    void showsTheSecretOnceAndNeverAgain() {
        var created = create();
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/admin/api/v1/" + CLIENT);
        assertThat(created.header("Cache-Control")).contains("no-store");
        var secret = secret(created);
        assertThat(secret).matches("mdb_sa_sk_[A-Za-z0-9_-]{43}");
        var shown = ADMIN.get(CLIENT);
        assertThat(shown.body()).doesNotContain(secret).contains("sha256");
        assertThat(shown.header("ETag")).isEqualTo(created.header("ETag"));
    }

    @Test
    void letsANewClientInOnTheNextCall() {
        assertThat(logIn(secret(create())).status()).isEqualTo(200);
    }

    @Test
    void drawsAnIdWhereNoneIsGiven() {
        var created = ADMIN.post("clients", "{\"team\":\"%s\"}".formatted(TEAM));
        assertThat(created.json().path("id").asString()).matches("mdb_sa_id_[0-9a-f]{24}");
    }

    @Test
    void makesOneClientOfTheSameRequestTwice() {
        create();
        var after = revision();
        assertThat(create().status()).isEqualTo(412);
        assertThat(revision()).isEqualTo(after);
    }

    @Test
    void letsTwoSecretsOverlapWhileOneIsRotated() {
        var first = secret(create());
        var rotated = ADMIN.post(CLIENT + ":rotate", "{\"overlap\":\"2h\"}");
        assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
        assertThat(logIn(first).status()).isEqualTo(200);
        assertThat(logIn(secret(rotated)).status()).isEqualTo(200);
        var end = Instant.parse(
                rotated.json().path("secrets").get(0).path("expiresAt").asString());
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofMinutes(110), Duration.ofMinutes(120));
    }

    @Test
    void overlapsForAWeekUnlessToldOtherwise() {
        create();
        var end = Instant.parse(ADMIN.post(CLIENT + ":rotate", "")
                .json()
                .path("secrets")
                .get(0)
                .path("expiresAt")
                .asString());
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofDays(6), Duration.ofDays(7));
    }

    @Test
    void endsTheFirstSecretAtOnceWhereNoOverlapIsWanted() {
        var first = secret(create());
        ADMIN.post(CLIENT + ":rotate", "{\"overlap\":\"0s\"}");
        assertThat(logIn(first).status()).isEqualTo(401);
    }

    @Test
    void refusesAThirdSecretWhileTwoServeAndSaysHowToEndOne() {
        create();
        ADMIN.post(CLIENT + ":rotate", "");
        var refused = ADMIN.post(CLIENT + ":rotate", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asString()).contains("DELETE /admin/api/v1/" + CLIENT + "/secrets/");
    }

    @Test
    void expiresOneSecretAndEndsAnother() {
        var first = create();
        var rotated = ADMIN.post(CLIENT + ":rotate", "");
        var ended = ADMIN.delete(CLIENT + "/secrets/" + fingerprint(rotated, 0), "If-Match", rotated.header("ETag"));
        assertThat(ended.status()).as(ended.body()).isEqualTo(200);
        assertThat(logIn(secret(first)).status()).isEqualTo(401);
        assertThat(logIn(secret(rotated)).status()).isEqualTo(200);
        var expired = ADMIN.put(
                CLIENT + "/secrets/" + fingerprint(ended, 0),
                "{\"expiresAt\":\"2026-01-01T00:00:00Z\"}",
                "If-Match",
                ended.header("ETag"));
        assertThat(expired.status()).as(expired.body()).isEqualTo(200);
        assertThat(logIn(secret(rotated)).status()).isEqualTo(401);
    }

    @Test
    void refusesToExpireOrEndASecretWithoutIfMatch() {
        var secret = CLIENT + "/secrets/" + fingerprint(create(), 0);
        assertThat(ADMIN.put(secret, "{}").status()).isEqualTo(428);
        assertThat(ADMIN.delete(secret).status()).isEqualTo(428);
        assertThat(ADMIN.delete(CLIENT + "/secrets/00000000", "If-Match", "*").status())
                .isEqualTo(404);
    }

    @Test
    void shutsADisabledClientOutAndLetsItInAgain() {
        var secret = secret(create());
        assertThat(ADMIN.post(CLIENT + ":disable", "").json().path("disabled").asBoolean())
                .isTrue();
        assertThat(logIn(secret).status()).isEqualTo(401);
        var after = revision();
        assertThat(ADMIN.post(CLIENT + ":disable", "").status()).isEqualTo(200);
        assertThat(revision()).as("disabled twice").isEqualTo(after);
        assertThat(ADMIN.post(CLIENT + ":enable", "").status()).isEqualTo(200);
        assertThat(logIn(secret).status()).isEqualTo(200);
    }

    @Test
    void rotatesOnlyWhatWasReadWhereIfMatchSaysSo() {
        var read = create().header("ETag");
        ADMIN.post(CLIENT + ":disable", "");
        assertThat(ADMIN.post(CLIENT + ":rotate", "", "If-Match", read).status())
                .isEqualTo(412);
    }

    @Test
    void takesSecretsThatWereDrawnElsewhereByTheirDigestsOnly() {
        var digest = "0".repeat(64);
        var put = ADMIN.put(CLIENT, "{\"team\":\"%s\",\"secrets\":[{\"sha256\":\"%s\"}]}".formatted(TEAM, digest));
        assertThat(put.status()).as(put.body()).isEqualTo(201);
        var plain = ADMIN.put(
                CLIENT, "{\"team\":\"%s\",\"secrets\":[{\"secret\":\"hunter2\"}]}".formatted(TEAM), "If-Match", "*");
        assertThat(plain.status()).isEqualTo(422);
        assertThat(pointers(plain)).containsExactly("/secrets");
        assertThat(plain.body()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "clients | {}                                                        | /team",
                "clients | {\"team\":\"client-team\",\"expires\":\"tomorrow\"}       | /expires",
                "clients | {\"team\":\"client-team\",\"expiresAt\":\"tomorrow\"}     | /expiresAt",
                "clients | {\"team\":\"clientteam\"}                                 | /team",
                "clients | {\"team\":\"client-team\",\"id\":\"me\"}                  | /id",
                "clients/mdb_sa_id_665f1c2e9b1d4a0012ab34cd:rotate | {\"overlap\":\"long\"} | /overlap",
            })
    void namesTheFieldAtFault(String path, String body, String pointer) {
        var before = revision();
        var refused = ADMIN.post(path, body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(pointers(refused)).containsExactly(pointer);
        assertThat(revision()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"POST,clients", "POST,%s:rotate", "POST,%s:disable", "POST,%s:enable", "DELETE,%s"})
    void asksForTheReason(String method, String path) {
        var refused = ADMIN.send(method, path.formatted(CLIENT), "", "If-Match", "*");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asString()).startsWith("X-Change-Reason");
    }

    @Test
    void letsTeamLeadsManageTheClientsOfTheirOwnTeam() {
        var created = LEAD.post("clients", "{\"id\":\"%s\",\"team\":\"%s\"}".formatted(ID, TEAM));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(LEAD.get("clients").json().path("items").findValuesAsString("id"))
                .containsExactly(ID);
        assertThat(LEAD.post(CLIENT + ":rotate", "").status()).isEqualTo(200);
        assertThat(LEAD.delete(CLIENT, "If-Match", "*").status()).isEqualTo(200);
    }

    @Test
    void keepsTeamLeadsFromTheClientsOfOthers() {
        create();
        var before = revision();
        assertThat(ANOTHER.get(CLIENT).status()).isEqualTo(404);
        assertThat(ANOTHER.get("clients?team=" + TEAM).json().path("items")).isEmpty();
        assertThat(ANOTHER.post("clients", "{\"team\":\"%s\"}".formatted(TEAM)).status())
                .isEqualTo(403);
        for (var verb : new String[] {":rotate", ":disable", ":enable"}) {
            assertThat(ANOTHER.post(CLIENT + verb, "").status()).as(verb).isEqualTo(403);
        }
        assertThat(ANOTHER.delete(CLIENT, "If-Match", "*").status()).isEqualTo(403);
        assertThat(ANOTHER.put(CLIENT, "{\"team\":\"search\",\"secrets\":[]}", "If-Match", "*")
                        .status())
                .as("taken over")
                .isEqualTo(403);
        assertThat(LEAD.put(CLIENT, "{\"team\":\"search\",\"secrets\":[]}", "If-Match", "*")
                        .status())
                .as("given away")
                .isEqualTo(403);
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void letsAuditorsReadAndNothingElse() {
        create();
        assertThat(AUDITOR.get(CLIENT).status()).isEqualTo(200);
        assertThat(AUDITOR.post(CLIENT + ":rotate", "").status()).isEqualTo(403);
        assertThat(AUDITOR.post("clients", "{\"team\":\"%s\"}".formatted(TEAM)).status())
                .isEqualTo(403);
        assertThat(policy().client(ID).secrets()).hasSize(1);
    }

    private static Reply create() {
        return ADMIN.post("clients", "{\"id\":\"%s\",\"team\":\"%s\"}".formatted(ID, TEAM));
    }

    private static String secret(Reply told) {
        return told.json().path("secret").asString();
    }

    private static String fingerprint(Reply told, int index) {
        return told.json().path("secrets").get(index).path("sha256").asString().substring(0, 8);
    }

    private static Reply logIn(String secret) {
        return GATEWAY.logIn(ID + ":" + secret);
    }
}
