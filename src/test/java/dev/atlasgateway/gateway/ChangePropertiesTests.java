package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.cluster.Instance.Settings;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** For any valid body, Atlas stores what the caller asked, and the answer follows the description. */
@OnSharedGateway
class ChangePropertiesTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RunningGateway gateway = RunningGateway.shared();

    @Property(tries = 300)
    void storesWhatTheCallerAskedAndAnswersAsDescribed(@ForAll("bodies") ObjectNode body) {
        assertThat(OpenApi.faults("ServerlessInstanceUpdate", body.toString())).isEmpty();
        var before = stored();

        var reply = gateway.patch("payments", "any-instance", body.toString());

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(OpenApi.faults("ServerlessInstanceDescription", reply.body()))
                .isEmpty();
        var after = stored();
        assertThat(JSON.valueToTree(after.tags()).toString())
                .isEqualTo(
                        body.hasNonNull("tags") ? body.get("tags").toString() : JSON.writeValueAsString(before.tags()));
        assertThat(after.terminationProtectionEnabled())
                .isEqualTo(body.path("terminationProtectionEnabled").asBoolean(before.terminationProtectionEnabled()));
        assertThat(reply.json().path("tags").toString()).isEqualTo(JSON.writeValueAsString(after.tags()));
        assertThat(reply.header("Warning").contains("serverlessBackupOptions"))
                .isEqualTo(body.at("/serverlessBackupOptions/serverlessContinuousBackupEnabled")
                        .isBoolean());
    }

    private Settings stored() {
        gateway.get("payments", "any-instance");
        return gateway.atlas().instance(AtlasSimulator.PROJECT, "any-instance").settings();
    }

    @Provide
    Arbitrary<ObjectNode> bodies() {
        var flag = Arbitraries.of(true, false).injectNull(0.3);
        return Combinators.combine(tags().injectNull(0.3), flag, flag, Arbitraries.of(true, false))
                .as(ChangePropertiesTests::body);
    }

    /** Uses the characters that Atlas allows in tags. */
    private static Arbitrary<Map<String, String>> tags() {
        var text = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars(" ;@_-.+")
                .ofMinLength(1)
                .ofMaxLength(255);
        return Arbitraries.maps(text, text).ofMaxSize(50);
    }

    private static ObjectNode body(
            Map<String, String> tags, Boolean protection, Boolean continuousBackup, boolean explicitNulls) {
        var body = JSON.createObjectNode();
        if (tags != null) {
            var list = body.putArray("tags");
            tags.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        }
        if (protection != null) {
            body.put("terminationProtectionEnabled", protection);
        }
        if (continuousBackup != null) {
            body.putObject("serverlessBackupOptions").put("serverlessContinuousBackupEnabled", continuousBackup);
        }
        if (explicitNulls) {
            List.of("tags", "terminationProtectionEnabled", "serverlessBackupOptions")
                    .forEach(field -> body.putIfAbsent(field, JsonNodeFactory.instance.nullNode()));
        }
        return body;
    }
}
