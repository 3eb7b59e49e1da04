package dev.atlasgateway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.testing.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** Tests {@code compose.yaml} without Docker. */
class ComposeTests {

    private static final ComposeFile COMPOSE = new ComposeFile();
    private static final Map<String, Integer> PORTS = Map.of(
            "gateway", 8080, "atlas", 8090, "postgres", 5432, "redis", 6379, "prometheus", 9090, "grafana", 3000);
    private static final Path PROVISIONING = Path.of("src/compose");

    @Test
    void hasWhatTheGatewayNeedsAndWhatWatchesIt() {
        assertThat(COMPOSE.services()).isEqualTo(PORTS.keySet());
    }

    @Test
    void buildsStagesThatTheDockerfileHas() {
        assertThat(COMPOSE.built()).isEqualTo(Map.of("gateway", "gateway", "atlas", "simulator"));
        assertThat(Dockerfile.stages()).containsAll(COMPOSE.built().values());
    }

    @Test
    void pinsEveryImageThatItDoesNotBuild() {
        for (var service : COMPOSE.services()) {
            if (!COMPOSE.built().containsKey(service)) {
                assertThat(COMPOSE.service(service).path("image").asString())
                        .as(service)
                        .matches("[\\w./-]+:v?\\d+\\.\\d+(\\.\\d+)?(-[\\w.]+)?");
            }
        }
    }

    @Test
    void mountsNothingThatIsNotThereAndNothingToWriteTo() {
        assertThat(COMPOSE.mounts()).hasSizeGreaterThan(5).allMatch(mount -> Files.exists(mount.from()));
        for (var service : COMPOSE.services()) {
            assertThat(COMPOSE.service(service).path("volumes").valueStream())
                    .as(service)
                    .allMatch(volume -> !volume.asString().startsWith("./")
                            || volume.asString().endsWith(":ro"));
        }
    }

    @Test
    void tellsTheGatewayOnlyWhatItReads() throws IOException {
        var known = new KnownSettings();
        var told = COMPOSE.environment("gateway");
        assertThat(told).hasSizeGreaterThan(5);
        assertThat(told.keySet()).allMatch(known::reads);
        assertThat(known.reads("GATEWAY_ATLAS_BASEURI")).isFalse();
        assertThat(known.reads("GATEWAY_ATLAS_ACCOUNTS_DEFAULT_CLIENT")).isFalse();
    }

    @Test
    void leadsTheGatewayToItsNeighbours() {
        var told = COMPOSE.environment("gateway");
        assertThat(List.of(
                        told.get("GATEWAY_ATLAS_BASEURL"),
                        told.get("GATEWAY_QUOTA_REDIS_URL"),
                        told.get("SPRING_DATASOURCE_URL").replaceFirst("^jdbc:", "")))
                .map(URI::create)
                .extracting(URI::getHost, URI::getPort)
                .isEqualTo(List.of(at("atlas"), at("redis"), at("postgres")));
        assertThat(told)
                .containsEntry("GATEWAY_ATLAS_ACCOUNTS_DEFAULT_CLIENTID", AtlasSimulator.CLIENT_ID)
                .containsEntry("GATEWAY_ATLAS_ACCOUNTS_DEFAULT_CLIENTSECRET", AtlasSimulator.CLIENT_SECRET);
        assertThat(told.get("GATEWAY_POLICY_SEED"))
                .isEqualTo(
                        "file:" + COMPOSE.mounts("gateway").toList().getFirst().to());
    }

    @Test
    void givesTheGatewayTheDatabaseAsThePostgresBesideItKnowsIt() {
        var told = COMPOSE.environment("gateway");
        var database = COMPOSE.environment("postgres");
        assertThat(told.get("SPRING_DATASOURCE_URL")).endsWith("/" + database.get("POSTGRES_DB"));
        assertThat(told.get("SPRING_DATASOURCE_USERNAME")).isEqualTo(database.get("POSTGRES_USER"));
        assertThat(told.get("SPRING_DATASOURCE_PASSWORD")).isEqualTo(database.get("POSTGRES_PASSWORD"));
    }

    @Test
    void givesTheGatewayTheMemoryThatTheChartGivesIt() {
        var limit = ComposeFile.yaml(Path.of("helm/values.yaml")).at("/resources/limits/memory");
        assertThat(COMPOSE.service("gateway").path("mem_limit").asString() + "i")
                .isEqualToIgnoringCase(limit.asString());
        assertThat(DataSize.parse(Rehearsal.CONTAINER.toUpperCase(Locale.ROOT) + "B"))
                .isLessThan(DataSize.ofGigabytes(1));
    }

    @Test
    void startsTheGatewayOnceThoseThatItNeedsAreHealthy() {
        var needed = COMPOSE.service("gateway").path("depends_on");
        assertThat(needed.propertyNames()).containsExactlyInAnyOrder("postgres", "redis", "atlas");
        for (var service : needed.propertyNames()) {
            assertThat(needed.path(service).path("condition").asString()).isEqualTo("service_healthy");
            assertThat(COMPOSE.service(service).has("healthcheck")).as(service).isTrue();
        }
    }

    @Test
    void publishesPortsThatAreOpenToThisMachineOnly() {
        var published = COMPOSE.services().stream().flatMap(COMPOSE::published).toList();
        assertThat(published).extracting(ComposeFile.Published::address).containsOnly("127.0.0.1");
        assertThat(published).extracting(ComposeFile.Published::port).doesNotHaveDuplicates();
        for (var service : COMPOSE.built().entrySet()) {
            var open = Dockerfile.stage(service.getValue()).only("EXPOSE").split(" ");
            assertThat(COMPOSE.published(service.getKey()).map(ComposeFile.Published::behind))
                    .containsExactlyElementsOf(
                            Arrays.stream(open).map(Integer::valueOf).toList());
        }
    }

    @Test
    void provisionsWhatPrometheusAndGrafanaUnderstand(@TempDir Path container) throws Exception {
        for (var mount : COMPOSE.mounts("prometheus").toList()) {
            var to = container.resolve(Path.of("/").relativize(mount.to()));
            Files.createDirectories(to.getParent());
            FileSystemUtils.copyRecursively(mount.from(), to);
        }
        var scrapes = ComposeFile.yaml(PROVISIONING.resolve("prometheus.yaml")).path("scrape_configs");
        assertThat(scrapes.path(0)
                        .path("static_configs")
                        .path(0)
                        .path("targets")
                        .path(0)
                        .asString())
                .isEqualTo("gateway:8081");
        assumeTrue(Programs.installed("promtool"), "skipped: promtool is not installed (Debian package prometheus)");
        var config = container.resolve("etc/prometheus/prometheus.yml").toString();
        var promtool = new ProcessBuilder("promtool", "check", "config", config)
                .redirectErrorStream(true)
                .start();
        var said = new String(promtool.getInputStream().readAllBytes());
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains("1 rule files found", "rules found");
    }

    @Test
    void showsTheChartsDashboardsOverThePrometheusBesideThem() {
        var source = ComposeFile.yaml(PROVISIONING.resolve("datasources.yaml"))
                .path("datasources")
                .path(0);
        assertThat(source.path("type").asString()).isEqualTo("prometheus");
        assertThat(source.path("url").asString()).isEqualTo("http://prometheus:" + PORTS.get("prometheus"));
        var folder = ComposeFile.yaml(PROVISIONING.resolve("dashboards.yaml"))
                .path("providers")
                .path(0)
                .path("options")
                .path("path")
                .asString();
        assertThat(COMPOSE.mounts("grafana"))
                .contains(new ComposeFile.Mount(Path.of("helm/dashboards"), Path.of(folder)));
        assertThat(COMPOSE.environment("grafana").get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))
                .isEqualTo(folder + "/overview.json");
    }

    private static Tuple at(String service) {
        return Tuple.tuple(service, PORTS.get(service));
    }
}
