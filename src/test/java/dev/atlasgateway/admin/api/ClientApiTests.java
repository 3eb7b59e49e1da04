package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.pointers;
import static dev.atlasgateway.admin.api.AdminApi.revision;
import static dev.atlasgateway.admin.api.OneClient.CLIENT;
import static dev.atlasgateway.admin.api.OneClient.TEAM;
import static dev.atlasgateway.admin.api.OneClient.create;
import static dev.atlasgateway.admin.api.OneClient.logIn;
import static dev.atlasgateway.admin.api.OneClient.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a client over the API. */
@ExtendWith(OneClient.class)
@OnSharedGateway
class ClientApiTests {

    @Test
    void acceptsANewClientOnTheNextCall() {
        assertThat(logIn(secret(create())).status()).isEqualTo(200);
    }

    @Test
    void drawsAnIdIfNoneIsGiven() {
        var created = ADMIN.post("clients", "{\"team\":\"%s\"}".formatted(TEAM));
        assertThat(created.json().path("id").asString()).matches("mdb_sa_id_[0-9a-f]{24}");
    }

    @Test
    void makesOneClientOfARepeatedRequest() {
        create();
        var after = revision();
        assertThat(create().status()).isEqualTo(412);
        assertThat(revision()).isEqualTo(after);
    }

    @Test
    void refusesADisabledClientUntilItIsEnabled() {
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
                "clients | {\"team\":\"client-team\",\"kind\":\"key\"}               | /kind",
                "clients | {\"team\":\"client-team\",\"kind\":\"api-key\",\"id\":\"me\"} | /id",
                "clients | {\"team\":\"client-team\",\"kind\":\"service-account\",\"id\":\"paydemob\"} | /id",
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
    void requiresAReason(String method, String path) {
        var refused = ADMIN.send(method, path.formatted(CLIENT), "{}", "If-Match", "*");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asString()).startsWith("X-Change-Reason");
    }
}
