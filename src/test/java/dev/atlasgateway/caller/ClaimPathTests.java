package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimPathTests {

    private static final Map<String, Object> CLAIMS = Map.of(
            "groups", List.of("a", "b", 7),
            "team", "c",
            "level", 7,
            "https://example.com/groups", "dotted",
            "realm_access", Map.of("roles", List.of("nested")),
            "resource_access", Map.of("atlas.gateway", Map.of("roles", "client")),
            "a", Map.of("b.c", "within a"),
            "a.b", Map.of("c", "within a.b"),
            "x.y", "whole",
            "x", Map.of("y", "nested"));

    @ParameterizedTest
    @CsvSource({
        "groups, a b",
        "team, c",
        "level, ''",
        "https://example.com/groups, dotted",
        "realm_access.roles, nested",
        "resource_access.atlas.gateway.roles, client",
        "a.b.c, within a.b",
        "x.y, whole",
        "realm_access, ''",
        "realm_access.groups, ''",
        "team.roles, ''",
        "absent, ''",
        ".roles, ''",
        "realm_access., ''"
    })
    void findsTheTexts(String name, String found) {
        assertThat(String.join(" ", new ClaimPath(name).texts(CLAIMS).toList())).isEqualTo(found);
    }

    @Test
    void findsNothingInNoClaims() {
        assertThat(new ClaimPath("a.b").texts(Map.of())).isEmpty();
    }
}
