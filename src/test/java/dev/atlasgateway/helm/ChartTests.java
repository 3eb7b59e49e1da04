package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

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
    void rendersObjectsThatKubernetesTakesToTheLetter(Path scenario) {
        var objects = Chart.render(scenario);
        assertThat(objects).isNotEmpty();
        for (var object : objects) {
            assertThat(KubernetesObjects.parse(object)).isNotNull();
            assertThat(labels(object)).containsEntry("app.kubernetes.io/instance", Chart.RELEASE);
        }
        assertThat(objects.stream().map(ChartTests::name)).doesNotHaveDuplicates();
    }

    @Test
    void rendersEachOfItsKindsInSomeScenario() throws IOException {
        var rendered = Chart.scenarios().stream()
                .flatMap(scenario -> Chart.render(scenario).stream())
                .map(object -> object.get("kind").toString())
                .toList();
        try (var templates = Files.walk(Chart.FOLDER.resolve("templates"))) {
            for (var template :
                    templates.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                var kind = Files.readAllLines(template).stream()
                        .filter(line -> line.startsWith("kind: "))
                        .findFirst()
                        .orElseThrow();
                assertThat(rendered).as(template.toString()).contains(kind.substring("kind: ".length()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.helm.Chart#scenarios")
    void letsNoPodDoMoreThanItMust(Path scenario) {
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
    void refersToSecretsAndHoldsNone() {
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
    void leavesTimeForWhatIsUnderWay() {
        var pod = deployment(LARGEST).getSpec().getTemplate().getSpec();
        var sleep = pod.getContainers().getFirst().getLifecycle().getPreStop().getSleep();
        assertThat(sleep.getSeconds()).isEqualTo(10);
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(10 + 60);
    }

    @Test
    void restartsThePodsWhenTheSettingsChange() {
        var before = deployment(SMALLEST).getSpec().getTemplate().getMetadata().getAnnotations();
        var after = ((Deployment) parsed("Deployment", SMALLEST, "atlas.baseUrl=https://atlas.example.com"))
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations();
        assertThat(after.get("checksum/config")).isNotEqualTo(before.get("checksum/config"));
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.helm.Chart#scenarios")
    void tellsTheGatewayOnlyWhatItUnderstands(Path scenario) {
        var application =
                (String) data(object("ConfigMap", Chart.render(scenario))).get("application.yaml");
        GatewaySettings.requireUnderstood(application);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replicas=many                                   | replicas
                    replica=2                                       | replica
                    image.digest=sha256:short                       | digest
                    publicUrl=atlas.example.com                     | publicUrl
                    publicURL=https://atlas.example.com             | publicURL
                    atlas.accounts.default.clientId=payments        | clientId
                    atlas.accounts.default.clientSecret=mdb_sa_sk_x | clientSecret
                    database.password=secret                        | password
                    database.url=postgres://db/gateway              | database
                    redis.url=redis://:secret@redis:6379            | redis
                    resources.limits.memroy=1Gi                     | memroy
                    autoscaling.cpuPercent=170                      | cpuPercent
                    config.gatway.atlas.deadline=10s                | gatway
                    monitoring.serviceMonitor.enable=true           | enable
                    drainSeconds=0                                  | drainSeconds
                    """)
    void refusesWrongValuesAndTyposByName(String value, String named) {
        assertThatThrownBy(() -> Chart.render(SMALLEST, value)).hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas=2 -> redis.url is required",
                "httpRoute.enabled=true -> httpRoute.parentRefs is required",
                "networkPolicy.enabled=true -> networkPolicy.database.to is required",
                "database.existingSecret= -> database.existingSecret is required",
                "publicUrl= -> publicUrl is required"
            })
    void saysWhichValuesBelongTogether(String example) {
        var parts = example.split(" -> ");
        assertThatThrownBy(() -> Chart.render(SMALLEST, parts[0])).hasMessageContaining(parts[1]);
    }

    @Test
    void saysASentenceAboutEachValue() throws IOException {
        var lines = Files.readAllLines(Chart.FOLDER.resolve("values.yaml"));
        assertThat(lines).hasSizeLessThanOrEqualTo(250);
        for (int i = 1; i < lines.size(); i++) {
            var isValue = lines.get(i).matches(" *\\w+: .+|\\w+: .+");
            if (isValue) {
                assertThat(lines.get(i - 1).strip()).as("above " + lines.get(i)).startsWith("#");
            }
        }
    }

    @Test
    void carriesTheVersionOfTheBuild() throws IOException {
        var version =
                Files.readString(Path.of("pom.xml")).split("<artifactId>atlas-gateway</artifactId>\\s+<version>")[1];
        Map<String, Object> chart = new Yaml().load(Files.readString(Chart.FOLDER.resolve("Chart.yaml")));
        assertThat(chart).containsEntry("appVersion", version.substring(0, version.indexOf('<')));
    }

    private static Container gateway(Path scenario) {
        return deployment(scenario)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static Deployment deployment(Path scenario) {
        return (Deployment) parsed("Deployment", scenario);
    }

    private static Object parsed(String kind, Path scenario, String... values) {
        return KubernetesObjects.parse(object(kind, Chart.render(scenario, values)));
    }

    private static Map<String, Object> object(String kind, List<Map<String, Object>> objects) {
        return objects.stream()
                .filter(object -> object.get("kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static String name(Map<String, Object> object) {
        return object.get("kind") + "/" + metadata(object).get("name");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> labels(Map<String, Object> object) {
        return (Map<String, Object>) metadata(object).get("labels");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metadata(Map<String, Object> object) {
        return (Map<String, Object>) object.get("metadata");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(Map<String, Object> object) {
        return (Map<String, Object>) object.get("data");
    }
}
