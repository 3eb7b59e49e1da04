package dev.atlasgateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRedactorTests {

    @ParameterizedTest
    @CsvSource({
        "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/clusters, /api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/clusters",
        "/api/atlas/v1.0/groups/hunter2/serverless/orders-prod, /api/atlas/v1.0/groups/*/serverless/*",
        "/mdb_sa_sk_demo_payments, /*",
        "/api/Bearer eyJhbGciOi.x.y/token, /api/*/token",
        "/, /",
    })
    void keepsTheWordsOfAtlasAndNothingElse(String path, String shape) {
        assertThat(PathRedactor.of(path)).isEqualTo(shape);
    }

    @Test
    void isShortForALongPath() {
        assertThat(PathRedactor.of("/x".repeat(100_000))).hasSizeLessThan(50);
    }
}
