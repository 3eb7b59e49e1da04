package dev.atlasgateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresTests {

    @Test
    void isARealServerOfASupportedVersion() {
        try (var pool = Postgres.newMigratedDatabase()) {
            var version = JdbcClient.create(pool)
                    .sql("show server_version_num")
                    .query(Integer.class)
                    .single();
            assertThat(version).isGreaterThanOrEqualTo(140000);
        }
    }
}
