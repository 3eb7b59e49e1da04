package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.GATEWAY;

import dev.atlasgateway.gateway.Reply;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Provides a team for one test, and the id of a client that does not exist yet. */
final class OneClient implements BeforeEachCallback, AfterEachCallback {

    static final String TEAM = "client-team";
    static final String ID = "mdb_sa_id_00000000000000000000c11e";
    static final String CLIENT = "clients/" + ID;

    @Override
    public void beforeEach(ExtensionContext context) {
        remove();
        ADMIN.put("teams/" + TEAM, "{}");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        remove();
    }

    private static void remove() {
        AdminApi.remove("teams/" + TEAM);
    }

    static Reply create() {
        return ADMIN.post("clients", "{\"id\":\"%s\",\"team\":\"%s\"}".formatted(ID, TEAM));
    }

    static String secret(Reply told) {
        return told.json().path("secret").asString();
    }

    static String fingerprint(Reply told, int index) {
        return told.json().path("secrets").get(index).path("sha256").asString().substring(0, 8);
    }

    static Reply logIn(String secret) {
        return GATEWAY.logIn(ID + ":" + secret);
    }
}
