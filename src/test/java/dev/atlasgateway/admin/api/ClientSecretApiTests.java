package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.pointers;
import static dev.atlasgateway.admin.api.OneClient.CLIENT;
import static dev.atlasgateway.admin.api.OneClient.TEAM;
import static dev.atlasgateway.admin.api.OneClient.create;
import static dev.atlasgateway.admin.api.OneClient.fingerprint;
import static dev.atlasgateway.admin.api.OneClient.logIn;
import static dev.atlasgateway.admin.api.OneClient.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.gateway.OnSharedGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's secrets: shown once, rotated with an overlap, expired and ended. */
@ExtendWith(OneClient.class)
@OnSharedGateway
class ClientSecretApiTests {

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
    void acceptsBothSecretsDuringARotation() {
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
    void overlapsForAWeekByDefault() {
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
    void endsTheFirstSecretAtOnceWithoutAnOverlap() {
        var first = secret(create());
        ADMIN.post(CLIENT + ":rotate", "{\"overlap\":\"0s\"}");
        assertThat(logIn(first).status()).isEqualTo(401);
    }

    @Test
    void isNeitherRevivedNorEndedByARestore() {
        var created = create();
        var before = AdminApi.revision();
        ADMIN.post(CLIENT + ":rotate", "{\"overlap\":\"2h\"}");
        ADMIN.delete(CLIENT + "/secrets/" + fingerprint(created, 0), "If-Match", "*");
        var serving = secret(ADMIN.post(CLIENT + ":rotate", ""));

        var newest = "\"" + AdminApi.revision() + "\"";
        var restored = ADMIN.post("revisions/%d:restore".formatted(before), "", "If-Match", newest);
        assertThat(restored.status()).as(restored.body()).isEqualTo(200);
        assertThat(logIn(secret(created)).status()).isEqualTo(401);
        assertThat(logIn(serving).status()).isEqualTo(200);
    }

    @Test
    void rejectsAThirdActiveSecretAndSaysHowToEndOne() {
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
                "{\"expiresAt\":\"%s\"}".formatted(Instant.now().plusSeconds(2)),
                "If-Match",
                ended.header("ETag"));
        assertThat(expired.status()).as(expired.body()).isEqualTo(200);
        await().until(() -> logIn(secret(rotated)).status() == 401);
        var again = ADMIN.put(
                CLIENT + "/secrets/" + fingerprint(ended, 0),
                "{\"expiresAt\":\"%s\"}"
                        .formatted(expired.json()
                                .path("secrets")
                                .get(0)
                                .path("expiresAt")
                                .asString()),
                "If-Match",
                expired.header("ETag"));
        assertThat(again.status()).as(again.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5d", "-1s", "367d", "99999999999d", "soon", ""})
    void rejectsAnInvalidOverlap(String overlap) {
        var first = create();
        var refused = ADMIN.post(CLIENT + ":rotate", "{\"overlap\":\"%s\"}".formatted(overlap));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(pointers(refused)).containsExactly("/overlap");
        assertThat(logIn(secret(first)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:00Z", "+1000000000-12-31T00:00:00Z"})
    void rejectsAnEndOfASecretInThePastOrTooFarAway(String end) {
        var body = "{\"team\":\"payments\",\"expiresAt\":\"%s\"}".formatted(end);
        var secret = CLIENT + "/secrets/" + fingerprint(create(), 0);
        var ending = body.replace("\"team\":\"payments\",", "");
        for (var refused : List.of(
                ADMIN.post("clients", body),
                ADMIN.post(CLIENT + ":rotate", ending),
                ADMIN.put(secret, ending, "If-Match", "*"))) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(pointers(refused)).containsExactly("/expiresAt");
        }
    }

    @Test
    void requiresIfMatchToExpireOrEndASecret() {
        var secret = CLIENT + "/secrets/" + fingerprint(create(), 0);
        assertThat(ADMIN.put(secret, "{}").status()).isEqualTo(428);
        assertThat(ADMIN.delete(secret).status()).isEqualTo(428);
        assertThat(ADMIN.delete(CLIENT + "/secrets/00000000", "If-Match", "*").status())
                .isEqualTo(404);
    }

    @Test
    void rotatesOnlyTheReadStateIfIfMatchIsSent() {
        var read = create().header("ETag");
        ADMIN.post(CLIENT + ":disable", "");
        assertThat(ADMIN.post(CLIENT + ":rotate", "", "If-Match", read).status())
                .isEqualTo(412);
    }

    @Test
    void acceptsSecretsDrawnElsewhereOnlyAsDigests() {
        var digest = "0".repeat(64);
        var put = ADMIN.put(CLIENT, "{\"team\":\"%s\",\"secrets\":[{\"sha256\":\"%s\"}]}".formatted(TEAM, digest));
        assertThat(put.status()).as(put.body()).isEqualTo(201);
        var plain = ADMIN.put(
                CLIENT, "{\"team\":\"%s\",\"secrets\":[{\"secret\":\"hunter2\"}]}".formatted(TEAM), "If-Match", "*");
        assertThat(plain.status()).isEqualTo(422);
        assertThat(pointers(plain)).containsExactly("/secrets");
        assertThat(plain.body()).doesNotContain("hunter2");
    }
}
