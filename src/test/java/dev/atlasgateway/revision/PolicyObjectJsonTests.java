package dev.atlasgateway.revision;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.Team;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PolicyObjectJsonTests {

    static final List<PolicyObject> OBJECTS = ALL;

    @ParameterizedTest
    @FieldSource("OBJECTS")
    void readsWhatItHasWritten(PolicyObject object) {
        assertThat(PolicyObjectJson.read(object.kind().toString(), object.key(), PolicyObjectJson.write(object)))
                .isEqualTo(object);
    }

    @Test
    void readsAnObjectWithoutItsOptionalFields() {
        assertThat(PolicyObjectJson.read("team", "payments", "{\"name\":\"payments\"}"))
                .isEqualTo(new Team("payments", null, false));
    }

    @Test
    void rejectsAnUnknownField() {
        assertRefused(
                "team",
                "payments",
                "{\"name\":\"payments\",\"suspended\":true}",
                "team payments: this version cannot read its suspended");
    }

    @Test
    void rejectsAMissingComponentAtAnyDepth() {
        assertRefused(
                "project",
                GROUP_ID,
                "{\"groupId\":\"%s\"}".formatted(GROUP_ID),
                "project %s: name is missing".formatted(GROUP_ID));
        assertRefused(
                "client",
                CLIENT_ID,
                "{\"id\":\"%s\",\"team\":\"payments\",\"secrets\":[{}]}".formatted(CLIENT_ID),
                "client %s: sha256 is missing".formatted(CLIENT_ID));
    }

    @Test
    void rejectsAnUnknownConstant() {
        var spec = "{\"team\":\"payments\",\"groupId\":\"%s\",\"role\":\"GROUP_BOSS\",\"instances\":\"*\"}"
                .formatted(GROUP_ID);
        assertRefused("grant", "k", spec, "grant k: this version cannot read its role");
    }

    @Test
    void rejectsAnUnknownKind() {
        assertRefused("robot", "r2d2", "{}", "robot r2d2: this version knows no such kind");
    }

    @Test
    void rejectsAnObjectWithAnotherKey() {
        assertRefused("team", "search", "{\"name\":\"payments\"}", "team search: describes payments instead");
    }

    private static void assertRefused(String kind, String key, String spec, String sentence) {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyObjectJson.read(kind, key, spec))
                .withMessage(sentence);
    }
}
