package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.testing.LogOfTest;
import dev.atlasgateway.testing.ReadsLog;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ReadsLog
class AccountRouterTests {

    @Test
    void signsEachRequestWithItsServiceAccount() {
        try (var simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad())) {
            var second = "mdb_sa_id_00000000000000000000beef";
            simulator.addServiceAccount(second, "mdb_sa_sk_second");
            try (var client = AtlasClientFixture.to(
                    simulator.baseUrl(),
                    "accounts.second.client-id=" + second,
                    "accounts.second.client-secret=mdb_sa_sk_second")) {
                assertThat(client.send(as("main"))).isInstanceOf(Reply.class);
                assertThat(client.send(as("second"))).isInstanceOf(Reply.class);
            }
            assertThat(simulator.liveTokens(AtlasSimulator.CLIENT_ID)).isEqualTo(1);
            assertThat(simulator.liveTokens(second)).isEqualTo(1);
        }
    }

    @Test
    void namesTheWrongSettingIfAProjectRefersToAnUnknownAccount(LogOfTest log) {
        var atlas = new AccountRouter(Map.of(), InstantSource.system());
        assertThat(atlas.send(intent(as("unknown")))).isEqualTo(new NoReply(Cause.NO_TOKEN, null, List.of()));
        assertThat(log).contains(AtlasSimulator.PROJECT, "\"unknown\"", "gateway.atlas.accounts.unknown.client-id");
    }

    @Test
    void turnsAnExceptionIntoAResponseInDoubt() {
        var atlas = new AccountRouter(
                Map.of("main", intent -> {
                    throw new IllegalStateException("a defect");
                }),
                InstantSource.system());
        assertThat(atlas.send(intent(AtlasClientFixture.changeRequest())))
                .isInstanceOfSatisfying(NoReply.class, response -> {
                    assertThat(response.cause()).isEqualTo(Cause.AMBIGUOUS);
                    assertThat(response.attempts().getFirst().effect()).isEqualTo(Effect.UNKNOWN);
                    assertThat(response.attempts().getFirst().error()).isEqualTo("gateway-fault");
                });
        assertThat(atlas.send(intent(AtlasClientFixture.readRequest())).mayHaveApplied())
                .isFalse();
    }

    private static AtlasRequest as(String account) {
        var request = AtlasClientFixture.changeRequest();
        return new AtlasRequest(
                account,
                request.resource(),
                request.method(),
                request.path(),
                request.template(),
                request.headers(),
                request.body());
    }

    private static Intent intent(AtlasRequest request) {
        return new Intent(
                UUID.randomUUID(), request, InstantSource.system().instant().plusSeconds(10));
    }
}
