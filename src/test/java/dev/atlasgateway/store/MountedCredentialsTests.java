package dev.atlasgateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Credentials that rotate while the gateway runs. */
class MountedCredentialsTests {

    private final String url = Postgres.newDatabase();

    @TempDir
    Path folder;

    @Test
    void areReadAgainForEachConnectionOfEachPool() throws IOException {
        try (var admin = Postgres.pool(url)) {
            for (var role : new String[] {"first", "second"}) {
                JdbcClient.create(admin)
                        .sql("create role %s_%s login".formatted(role, admin.hashCode()))
                        .update();
            }
            mount("first_" + admin.hashCode(), "word");
            try (var pool = pool(environment())) {
                assertThat(user(pool)).startsWith("first_");
                assertThat(password(pool)).isEqualTo("word");

                mount("second_" + admin.hashCode(), "other ");
                assertThat(user(pool)).as("of an open connection").startsWith("first_");
                pool.getHikariPoolMXBean().softEvictConnections();
                assertThat(user(pool)).startsWith("second_");
                assertThat(password(pool)).as("with its last space").isEqualTo("other ");
                try (var further = new HikariDataSource(SecondaryPool.settings(pool, "further"))) {
                    assertThat(user(further)).startsWith("second_");
                }

                Files.delete(folder.resolve("spring.datasource.password"));
                assertThat(password(pool)).as("while a mount is replaced").isEqualTo("other ");
            }
        }
    }

    @Test
    void areThoseOfTheStartIfASettingBeforeTheFolderHasThem() throws IOException {
        mount("first", "word");
        var environment = environment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("variables", Map.of("spring.datasource.password", "fixed")));
        try (var pool = pool(environment)) {
            assertThat(pool.getCredentialsProvider()).isNull();
        }
    }

    private void mount(String username, String password) throws IOException {
        Files.writeString(folder.resolve("spring.datasource.username"), username + "\n");
        Files.writeString(folder.resolve("spring.datasource.password"), password + "\n");
    }

    private StandardEnvironment environment() {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new ConfigTreePropertySource("secrets", folder));
        return environment;
    }

    private HikariDataSource pool(Environment environment) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url.replaceFirst("\\?.*", ""));
        pool.setMaximumPoolSize(1);
        new MountedCredentials(environment).postProcessBeforeInitialization(pool, "dataSource");
        return pool;
    }

    private static String user(DataSource pool) {
        return JdbcClient.create(pool)
                .sql("select current_user")
                .query(String.class)
                .single();
    }

    private static String password(HikariDataSource pool) {
        return pool.getCredentialsProvider().getCredentials().getPassword();
    }
}
