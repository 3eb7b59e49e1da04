package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.simulator.fault.Fault;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnSharedGateway
class AtlasStateReaderTests {

    private final RunningGateway gateway = RunningGateway.shared();
    private final AtlasStateReader current = gateway.part(AtlasStateReader.class);

    @Test
    void returnsTheFieldsThatCallersRead() {
        gateway.patch("payments", "orders-known", "{\"tags\":[{\"key\":\"owner\",\"value\":\"me\"}]}");
        assertThat(current.read(reading(RunningGateway.ORDERS, "orders-known")))
                .containsEntry("stateName", "IDLE")
                .containsEntry("tags", List.of(Map.of("key", "owner", "value", "me")))
                .containsEntry("terminationProtectionEnabled", false);
        assertThat(current.read(reading(RunningGateway.ORDERS, "orders-known")).get("providerSettings"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("effectiveDiskSizeGBLimit", 5L);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 409})
    void refusesAsAtlasDoes(int status) {
        gateway.atlas().orders(Fault.status(status).on("GET").times(1));
        var refusal = catchThrowableOfType(
                Refusal.class, () -> current.read(reading(RunningGateway.ORDERS, "orders-refused")));
        assertThat(refusal.toResponse().status()).isEqualTo(status);
        assertThat(refusal.decidedBy()).hasToString("atlas:current-state");
        assertThat(new String(refusal.toResponse().body(), UTF_8)).contains("\"error\":" + status);
    }

    @Test
    void refusesIfAtlasDoesNotAnswer() {
        gateway.atlas().orders(Fault.resetBeforeApplying().on("GET").always());
        assertThat(catchThrowableOfType(
                        Refusal.class, () -> current.read(reading(RunningGateway.ORDERS, "orders-refused"))))
                .satisfies(refusal -> assertThat(refusal.problem().status()).isGreaterThanOrEqualTo(502))
                .satisfies(refusal -> assertThat(refusal.decidedBy()).hasToString("atlas:current-state"));
    }

    @Test
    void takesTokensLikeAnyRead() {
        assertThatThrownBy(() -> {
                    for (int read = 0; read < 4; read++) {
                        current.read(reading("hasty", RunningGateway.ORDERS, "orders-known"));
                    }
                })
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.decidedBy()).hasToString("quota:team/hasty"));
    }

    @AfterEach
    void clearFaults() {
        gateway.atlas().clearFaults();
    }

    private ApprovedChange reading(String project, String instance) {
        return reading("payments", project, instance);
    }

    private ApprovedChange reading(String team, String project, String instance) {
        var authorized = gateway.part(Access.class)
                .authorize(
                        new Caller(team, "test", "test", LoginKind.SERVICE_ACCOUNT),
                        new Call(Operation.GET_SERVERLESS_INSTANCE, project, instance));
        return gateway.part(Guardrails.class).approve(authorized, Change.NONE);
    }
}
