package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.AUDITOR;
import static dev.atlasgateway.admin.api.AdminApi.policy;
import static dev.atlasgateway.admin.api.AdminApi.revision;
import static dev.atlasgateway.admin.api.OneClient.CLIENT;
import static dev.atlasgateway.admin.api.OneClient.ID;
import static dev.atlasgateway.admin.api.OneClient.TEAM;
import static dev.atlasgateway.admin.api.OneClient.create;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The permissions of admins, auditors and team leads on clients. */
@ExtendWith(OneClient.class)
@OnSharedGateway
class ClientReachApiTests {

    private static final AdminApi LEAD = AdminApi.leadOf(TEAM);
    private static final AdminApi ANOTHER = AdminApi.leadOf("search");

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
    void hidesTheClientsOfOtherTeamsFromTeamLeads() {
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
    void letsAuditorsOnlyRead() {
        create();
        assertThat(AUDITOR.get(CLIENT).status()).isEqualTo(200);
        assertThat(AUDITOR.post(CLIENT + ":rotate", "").status()).isEqualTo(403);
        assertThat(AUDITOR.post("clients", "{\"team\":\"%s\"}".formatted(TEAM)).status())
                .isEqualTo(403);
        assertThat(policy().client(ID).secrets()).hasSize(1);
    }
}
