package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.GATEWAY;
import static dev.atlasgateway.admin.api.AdminApi.pointers;
import static dev.atlasgateway.admin.api.OneClient.CLIENT;
import static dev.atlasgateway.admin.api.OneClient.TEAM;
import static dev.atlasgateway.admin.api.OneClient.create;
import static dev.atlasgateway.admin.api.OneClient.fingerprint;
import static dev.atlasgateway.admin.api.OneClient.logIn;
import static dev.atlasgateway.admin.api.OneClient.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.gateway.DigestClient;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.revision.edit.ClientChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

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

    /** A team without grants: 403 means that the key logged in. */
    private static int callWith(Reply made) {
        var key = new DigestClient(
                GATEWAY,
                made.json().path("id").asString(),
                made.json().path("secret").asString());
        return key.call("GET", "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev", "")
                .status();
    }

    @Test
    void makesRotatesAndEndsAnApiKeyAlike() {
        var created = ADMIN.post("clients", "{\"kind\":\"api-key\",\"team\":\"%s\"}".formatted(TEAM));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        var client = "clients/" + created.json().path("id").asString();
        assertThat(client).matches("clients/[a-z]{8}");
        assertThat(secret(created)).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(ADMIN.get(client).body()).doesNotContain(secret(created)).contains("ha1");
        assertThat(ADMIN.get("clients?kind=api-key&team=" + TEAM).json().path("items"))
                .hasSize(1);
        assertThat(ADMIN.get("clients?kind=service-account&team=" + TEAM).json().path("items"))
                .isEmpty();
        assertThat(callWith(created)).isEqualTo(403);

        var before = AdminApi.revision();
        var rotated = ADMIN.post(client + ":rotate", "");
        assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
        assertThat(callWith(created)).isEqualTo(403);
        assertThat(callWith(rotated)).isEqualTo(403);
        assertThat(ADMIN.post(client + ":rotate", "").status()).isEqualTo(409);
        ADMIN.delete(client + "/secrets/" + fingerprint(created, 0), "If-Match", "*");
        assertThat(callWith(created)).isEqualTo(401);

        var newest = "\"" + AdminApi.revision() + "\"";
        assertThat(ADMIN.post("revisions/%d:restore".formatted(before), "", "If-Match", newest)
                        .status())
                .isEqualTo(200);
        assertThat(callWith(created)).as("ended before the restore").isEqualTo(401);
        assertThat(callWith(rotated)).as("made before the restore").isEqualTo(403);
        ADMIN.post(client + ":disable", "");
        assertThat(callWith(rotated)).isEqualTo(401);
    }

    @Test
    void refusesToMakeAnApiKeyThatItCannotEncrypt() {
        var off = new ClientSecretController(GATEWAY.part(PolicyObjectService.class), Ha1Encryption.NONE, Instant::now);
        var headers = new HttpHeaders();
        headers.set("X-Change-Reason", "a test");
        var body = new ClientSecretController.NewClient(null, "api-key", TEAM, null);
        var admin = new Admin("admin", Set.of(AdminRole.ADMIN), Set.of());
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> off.create(headers, body, admin))
                .satisfies(
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(409))
                .satisfies(refused ->
                        assertThat(refused.getBody().getDetail()).contains("gateway.caller.api-keys.encryption-keys"));
        var key = ADMIN.post("clients", "{\"kind\":\"api-key\",\"team\":\"%s\"}".formatted(TEAM))
                .json()
                .path("id")
                .asString();
        assertThatExceptionOfType(ClientChanges.RejectedException.class)
                .isThrownBy(() -> off.rotate(key, headers, null, admin))
                .satisfies(
                        refused -> assertThat(off.renderRejection(refused, null).getStatus())
                                .isEqualTo(409))
                .withMessageContaining("gateway.caller.api-keys.encryption-keys");
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
