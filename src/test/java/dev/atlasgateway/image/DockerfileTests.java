package dev.atlasgateway.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tests the image without building it. {@code src/image/prove.sh} runs it. */
class DockerfileTests {

    private static final Image IMAGE = new Image(Path.of("/opt/gateway"));
    private static final Dockerfile GATEWAY = Dockerfile.stage("gateway");
    private static final Dockerfile SIMULATOR = Dockerfile.stage("simulator");

    @Test
    void startsWhatTheProofStarts() {
        assertThat(json(GATEWAY.only("ENTRYPOINT"))).isEqualTo(IMAGE.gateway(IMAGE.cached()));
        assertThat(GATEWAY.all("ENV"))
                .containsExactlyElementsOf(Image.ENVIRONMENT.entrySet().stream()
                        .map(Map.Entry::toString)
                        .toList());
        assertThat(json(SIMULATOR.only("ENTRYPOINT"))).isEqualTo(IMAGE.simulator("0.0.0.0:8090"));
    }

    @Test
    void putsEachPartWhereTheCacheWasTrainedOnItInTheOrderOfChange() {
        assertThat(GATEWAY.all("COPY --from=build"))
                .containsExactly(
                        "/opt/gateway/runtime runtime",
                        "/opt/gateway/layers/dependencies application",
                        "/opt/gateway/layers/spring-boot-loader application",
                        "/opt/gateway/layers/snapshot-dependencies application",
                        "/opt/gateway/layers/application application",
                        "/opt/gateway/java.options /opt/gateway/gateway.aot ./");
        assertThat(GATEWAY.all("WORKDIR")).last().isEqualTo(IMAGE.folder().toString());
        assertThat(Dockerfile.stage("build").all("RUN"))
                .last()
                .asString()
                .endsWith("./mvnw -B -ntp -DskipTests package && src/image/layout.sh " + IMAGE.folder());
    }

    @Test
    void runsAsTheUserThatTheChartNamesWhoIsANumberAndNotRoot() throws IOException {
        var user = GATEWAY.all("USER").getLast();
        assertThat(user).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(Files.readString(Path.of("helm/values.yaml")))
                .contains("\n  user: " + user.split(":")[0] + "\n", "\n  group: " + user.split(":")[1] + "\n");
    }

    /** Images of the OCI format have no HEALTHCHECK, and Podman and Buildah know no start interval. */
    @Test
    void leavesTheHealthCheckToWhatRunsTheImage() {
        for (var stage : List.of(GATEWAY, SIMULATOR)) {
            assertThat(stage.instructions()).noneMatch(instruction -> instruction.startsWith("HEALTHCHECK"));
        }
        var compose = new ComposeFile();
        assertThat(compose.health("gateway")).isEqualTo(IMAGE.health());
        assertThat(compose.health("atlas")).isEqualTo(IMAGE.simulatorHealth(8090));
    }

    @Test
    void asksForItsHealthInTheClusterAsComposeDoes() throws IOException {
        Map<String, Object> commands = new Yaml()
                .load(Files.readAllLines(Path.of("helm/templates/tests/ready.yaml")).stream()
                        .filter(line -> line.strip().startsWith("command: "))
                        .collect(Collectors.joining("\n"))
                        .strip());
        assertThat(commands).containsEntry("command", IMAGE.health());
    }

    @Test
    void saysWhatItIsInTheLabelsOfOci() {
        assertThat(Pattern.compile("org\\.opencontainers\\.image\\.([a-z.]+)=")
                        .matcher(GATEWAY.only("LABEL"))
                        .results()
                        .map(label -> label.group(1)))
                .containsExactly(
                        "title", "description", "licenses", "version", "revision", "url", "source", "base.name");
        assertThat(GATEWAY.all("ARG")).containsExactly("VERSION=unknown", "REVISION=unknown", "SOURCE=unknown", "BASE");
    }

    /** The chart and the image of a release name it, and the repository does not, because each copy has another one. */
    @ParameterizedTest
    @CsvSource({
        "https://git.example.com/platform/gateway.git, https://git.example.com/platform/gateway",
        "https://build:secret@git.example.com:8443/platform/gateway/, https://git.example.com:8443/platform/gateway",
        "git@git.example.com:platform/gateway.git, https://git.example.com/platform/gateway",
        "ssh://git@git.example.com:7999/platform/gateway.git, https://git.example.com/platform/gateway",
        "/srv/git/gateway.git,",
        "file:///srv/git/gateway.git,",
        "http://git.example.com/gateway,",
    })
    void namesTheRepositoryByItsPublicAddress(String remote, @Nullable String address) throws Exception {
        var script = new ProcessBuilder(".ci/address", remote).start();
        var printed = new String(script.getInputStream().readAllBytes(), UTF_8);
        assertThat(script.waitFor() == 0 ? printed.strip() : null).isEqualTo(address);
    }

    @Test
    void opensThePortsOfTheGatewayAndOfItsManagement() {
        assertThat(GATEWAY.only("EXPOSE")).isEqualTo("8080 8081");
    }

    @Test
    void isWhatABuildMakesThatNamesNoTarget() {
        assertThat(Dockerfile.stages()).last().isEqualTo("gateway");
    }

    @Test
    void holdsNothingOfTheSimulator() {
        assertThat(GATEWAY.all("COPY")).noneMatch(copied -> copied.contains("simulator"));
        assertThat(SIMULATOR.all("COPY"))
                .containsExactly(
                        "--from=build /opt/gateway/runtime runtime",
                        "--from=build /opt/gateway/layers/dependencies application",
                        "--from=build /opt/gateway/simulator simulator");
    }

    @Test
    void isBuiltByOneNamedJdkOnBasesPinnedByDigestAndNamesNoPlatform() throws IOException {
        assertThat(Dockerfile.text())
                .containsPattern("(?m)^ARG BUILD_BASE=eclipse-temurin:25(\\.\\d+)+_\\d+-jdk-\\w+@sha256:[0-9a-f]{64}$")
                .containsPattern("(?m)^ARG BASE=\\S+:nonroot@sha256:[0-9a-f]{64}$")
                .doesNotContainPattern("(?i)amd64|x86|arm64|aarch64|--platform|latest");
        assertThat(Dockerfile.stage("build").only("FROM")).isEqualTo("${BUILD_BASE} AS build");
        for (var stage : List.of(GATEWAY, SIMULATOR)) {
            assertThat(stage.only("FROM")).startsWith("${BASE} AS ");
        }
    }

    private static List<String> json(String array) {
        return JsonMapper.shared().readValue(array, new TypeReference<>() {});
    }
}
