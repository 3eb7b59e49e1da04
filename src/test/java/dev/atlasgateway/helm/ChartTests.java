package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import com.marcnuri.helm.Helm;
import dev.atlasgateway.testing.Dashboards;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

class ChartTests {

    private static final Path SMALLEST = Chart.scenario("one-replica");
    private static final Path LARGEST = Chart.scenario("production");

    @Test
    void passesHelmsLint() {
        var result = new Helm(Chart.FOLDER).lint().strict().call();
        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.helm.Chart#scenarios")
    void rendersValidKubernetesObjects(Path scenario) {
        var objects = Chart.render(scenario);
        assertThat(objects).isNotEmpty();
        for (var object : objects) {
            assertThat(KubernetesObjects.parse(object)).isNotNull();
            assertThat(Rendered.metadata(object))
                    .extracting("labels", map(String.class, String.class))
                    .containsEntry("app.kubernetes.io/instance", Chart.RELEASE);
        }
        assertThat(new Rendered(objects).names()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    one-replica |
                    gateway-api | HTTPRoute PodDisruptionBudget
                    production  | HorizontalPodAutoscaler Ingress NetworkPolicy PodDisruptionBudget PrometheusRule ServiceMonitor
                    """)
    void rendersTheObjectsOfEachScenarioAndNoOthers(String scenario, @Nullable String further) {
        var expected = new ArrayList<>(List.of(
                "ConfigMap/edge-atlas-gateway",
                "Deployment/edge-atlas-gateway",
                "Pod/edge-atlas-gateway-ready",
                "Service/edge-atlas-gateway",
                "Service/edge-atlas-gateway-management",
                "ServiceAccount/edge-atlas-gateway"));
        if (!scenario.equals("production")) {
            expected.add("Secret/edge-atlas-gateway-admin");
        }
        for (var kind : further == null ? new String[0] : further.split(" ")) {
            expected.add(kind + "/edge-atlas-gateway");
        }
        if (scenario.equals("production")) {
            for (var dashboard : Dashboards.all()) {
                expected.add("ConfigMap/edge-atlas-gateway-" + dashboard.name());
            }
        }
        assertThat(Rendered.of(Chart.scenario(scenario)).names()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.helm.Chart#scenarios")
    void givesPodsTheFewestRights(Path scenario) {
        for (var object : Chart.render(scenario)) {
            switch (KubernetesObjects.parse(object)) {
                case Deployment deployment ->
                    assertConfined(deployment.getSpec().getTemplate().getSpec());
                case Pod pod -> assertConfined(pod.getSpec());
                default -> {}
            }
        }
    }

    private static void assertConfined(PodSpec pod) {
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        for (var container : pod.getContainers()) {
            var context = container.getSecurityContext();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        }
    }

    @Test
    void refersToSecretsAndContainsNone() {
        var container = gateway(LARGEST);
        for (var variable : container.getEnv()) {
            if (variable.getName().matches(".*(PASSWORD|USERNAME|SECRET).*")) {
                assertThat(variable.getValue()).as(variable.getName()).isNull();
                assertThat(variable.getValueFrom().getSecretKeyRef()).isNotNull();
            }
        }
        assertThat(Chart.render(LARGEST).stream().map(object -> object.get("kind")))
                .doesNotContain("Secret");
    }

    @Test
    void leavesTimeForCallsUnderWay() throws IOException {
        var pod = Rendered.of(LARGEST).pod();
        var sleep = pod.getContainers().getFirst().getLifecycle().getPreStop().getSleep();
        assertThat(sleep.getSeconds()).isEqualTo(10);
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(10 + 70);
        var patient = Rendered.of(
                LARGEST,
                "drainSeconds=20",
                "config.spring.lifecycle.timeout-per-shutdown-phase=2m",
                "config.gateway.audit.flush-timeout=30s");
        assertThat(patient.pod().getTerminationGracePeriodSeconds()).isEqualTo(20 + 10 + 120 + 30 + 10);
        assertThat(Files.readString(Path.of("compose.yaml"))).contains("stop_grace_period: 70s");
    }

    @Test
    void leavesTimeForMigrations() throws IOException {
        var probe = gateway(LARGEST).getStartupProbe();
        assertThat(probe.getFailureThreshold() * probe.getPeriodSeconds()).isEqualTo(15 * 60);
        assertThat(deployment().getProgressDeadlineSeconds()).isBetween(15 * 60 + 1, 25 * 60);
        assertThat(Files.readString(Path.of("docs/install.md"))).contains("helm install", "--wait --timeout 25m");
        assertThat(deployment("startupSeconds=60", "drainSeconds=300").getProgressDeadlineSeconds())
                .as("longer than a replica must be ready, as Kubernetes requires")
                .isGreaterThan(60 + 370);
    }

    @Test
    void replacesNoFurtherReplicaWhileOneStops() {
        for (var deployment : List.of(deployment(), deployment("drainSeconds=30"))) {
            assertThat(deployment.getMinReadySeconds().longValue())
                    .isEqualTo(deployment.getTemplate().getSpec().getTerminationGracePeriodSeconds());
        }
    }

    private static DeploymentSpec deployment(String... values) {
        return Rendered.of(LARGEST, values).the(Deployment.class).getSpec();
    }

    @Test
    void mountsOnlyTheKeysFromTheirSecret() {
        var pod = Rendered.of(
                        LARGEST, "signingKey.previousKeys[0]=before.pem", "signingKey.previousKeys[1]=signing.pem")
                .pod();
        assertThat(pod.getVolumes())
                .filteredOn("name", "keys")
                .singleElement()
                .satisfies(volume -> assertThat(volume.getSecret().getItems())
                        .extracting(KeyToPath::getKey)
                        .containsExactly("signing.pem", "before.pem"));
    }

    @Test
    void readsTheKeysOfApiKeysFromTheirSecretTheOneThatEncryptsFirst() {
        assertThat(Rendered.of(LARGEST, "apiKeys.existingSecret=api-keys", "apiKeys.previousKeys[0]=before")
                        .pod()
                        .getVolumes())
                .filteredOn("name", "secrets")
                .flatExtracting(volume -> volume.getProjected().getSources())
                .flatExtracting(source -> source.getSecret().getItems())
                .extracting(item -> item.getPath() + "=" + item.getKey())
                .contains(
                        "gateway.caller.api-keys.encryption-keys[0]=api-keys",
                        "gateway.caller.api-keys.encryption-keys[1]=before");
    }

    @Test
    void startsWhatTheImageStartsForANumberOfProcessorsIndependentOfTheNode() throws IOException {
        var entrypoint = Files.readAllLines(Path.of("Dockerfile")).getLast().replaceFirst("ENTRYPOINT ", "");
        var expected = new ArrayList<>(List.of(JsonMapper.shared().readValue(entrypoint, String[].class)));
        expected.add(2, "-XX:ActiveProcessorCount=2");
        assertThat(gateway(LARGEST).getCommand()).isEqualTo(expected);
        assertThat(gateway(LARGEST).getArgs()).isEmpty();
    }

    @Test
    void namesTheImageInItsLabels() {
        assertThat(version(LARGEST)).startsWith("sha256-0f1e2d3c4b5a").hasSize(63);
        assertThat(version(SMALLEST, "image.tag=2.7")).isEqualTo("2.7");
        assertThat(version(SMALLEST, "image.tag=" + "x".repeat(62) + "-more")).isEqualTo("x".repeat(62));
    }

    private static String version(Path scenario, String... values) {
        var labels = Rendered.of(scenario, values)
                .the(Deployment.class)
                .getMetadata()
                .getLabels();
        return labels.get("app.kubernetes.io/version");
    }

    @Test
    void restartsThePodsWhenTheSettingsChange() {
        var before = annotations(SMALLEST);
        var after = annotations(SMALLEST, "atlas.baseUrl=https://atlas.example.com");
        assertThat(after.get("checksum/config")).isNotEqualTo(before.get("checksum/config"));
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.helm.Chart#scenarios")
    void configuresOnlySettingsThatTheGatewayKnows(Path scenario) {
        var application = Rendered.of(scenario).the(ConfigMap.class).getData().get("application.yaml");
        GatewaySettings.requireUnderstood(application);
    }

    @Test
    void hasTheVersionOfTheBuildAndTheIconOfTheConsole() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var version = pom.split("<artifactId>atlas-gateway</artifactId>\\s+<version>")[1]
                .split("<")[0];
        Map<String, Object> chart = new Yaml().load(Files.readString(Chart.FOLDER.resolve("Chart.yaml")));
        assertThat(chart).containsEntry("appVersion", version).containsEntry("version", version);
        assertThat(Rendered.of(SMALLEST).pod().getContainers().getFirst().getImage())
                .isEqualTo("atlas-gateway:" + version);
        var icon = Files.readAllBytes(Path.of("src/main/resources/static/console/icon.svg"));
        assertThat(chart)
                .containsEntry(
                        "icon",
                        "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(icon));
    }

    private static Container gateway(Path scenario) {
        return Rendered.of(scenario).pod().getContainers().getFirst();
    }

    private static Map<String, String> annotations(Path scenario, String... values) {
        return Rendered.of(scenario, values)
                .the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations();
    }
}
