package dev.atlasgateway.policy.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTests {

    @ParameterizedTest
    @CsvSource({
        "*, orders-dev, true",
        "orders-dev, orders-dev, true",
        "orders-dev, orders-dev2, false",
        "orders-dev, orders-de, false",
        "orders-*, orders-dev, true",
        "orders-*, orders-, true",
        "orders-*, orders, false",
        "*-prod, orders-prod, true",
        "*-prod, orders-prod-2, false",
        "*-prod, a-prod-b-prod, true",
        "o*r*s, orders, true",
        "o*x*s, orders, false",
        "**, orders, true",
        "Orders-*, orders-dev, false",
        "orders.*, orders-dev, false",
    })
    void matchesWholeNames(String pattern, String name, boolean matches) {
        assertThat(Glob.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void isFastForPatternsThatNeedMuchBacktracking() {
        assertThat(Glob.matches("*a".repeat(30) + "b", "a".repeat(64))).isFalse();
    }
}
