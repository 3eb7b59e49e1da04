package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the objects find each other: a name in one must exist in another. */
class WiringTests {

    private static final String NAME = "edge-atlas-gateway";

    private final Rendered production = Rendered.of(Chart.scenario("production"));
    private final Rendered behindGatewayApi = Rendered.of(Chart.scenario("gateway-api"));

    @Test
    void selectsThePodsByTheirLabels() {
        var pods = podLabels(production);
        assertThat(pods)
                .containsAllEntriesOf(
                        production.the(Deployment.class).getSpec().getSelector().getMatchLabels())
                .containsAllEntriesOf(production
                        .the(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .containsAllEntriesOf(production
                        .the(NetworkPolicy.class)
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels());
        for (var service : production.all(Service.class)) {
            assertThat(service.getSpec().getSelector()).containsKey("app.kubernetes.io/instance");
            assertThat(pods).containsAllEntriesOf(service.getSpec().getSelector());
        }
    }

    @Test
    void keepsThePodOfItsTestOutOfTheServices() {
        var test = production.the(Pod.class).getMetadata().getLabels();
        for (var service : production.all(Service.class)) {
            assertThat(test.entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .isFalse();
        }
    }

    @Test
    void leadsEachPortToAnOpenPortOfTheContainer() {
        var opened = new HashMap<String, Integer>();
        for (ContainerPort port : production.pod().getContainers().getFirst().getPorts()) {
            opened.put(port.getName(), port.getContainerPort());
        }
        assertThat(opened).isEqualTo(Map.of("http", 8080, "management", 8081));
        assertThat(service(NAME).getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
        assertThat(service(NAME + "-management").getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("management"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void letsPrometheusScrapeTheManagementServiceByItsPort() {
        var spec = Rendered.spec(production.custom("ServiceMonitor"));
        var selector = ((Map<String, Map<String, String>>) spec.get("selector")).get("matchLabels");
        var management = service(NAME + "-management");
        assertThat(production.all(Service.class))
                .filteredOn(
                        service -> service.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .containsExactly(management);
        var endpoint = ((List<Map<String, Object>>) spec.get("endpoints")).getFirst();
        assertThat(management.getSpec().getPorts().getFirst().getName()).isEqualTo(endpoint.get("port"));
        assertThat(endpoint).containsEntry("path", "/actuator/prometheus");
    }

    @Test
    void probesThePodAtItsHealthEndpoints() {
        var container = production.pod().getContainers().getFirst();
        assertThat(container.getLivenessProbe().getHttpGet()).satisfies(get -> asks(get, "liveness"));
        assertThat(container.getStartupProbe().getHttpGet()).satisfies(get -> asks(get, "liveness"));
        assertThat(container.getReadinessProbe().getHttpGet()).satisfies(get -> asks(get, "readiness"));
        assertThat(production
                        .the(Pod.class)
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .containsExactly(
                        "http://" + NAME + "-management:8081/actuator/health/readiness",
                        "http://" + NAME + "/openapi.yaml");
        assertThat(service(NAME).getSpec().getPorts().getFirst().getPort()).isEqualTo(80);
    }

    @Test
    void servesTheGatewayBelowThePathOfItsUrl() {
        for (var scenario : List.of("production", "gateway-api")) {
            var prefixed = Rendered.of(Chart.scenario(scenario), "publicUrl=https://internal.example.com/atlas/");
            var settings = prefixed.the(ConfigMap.class).getData().get("application.yaml");
            assertThat(settings).contains("context-path: /atlas\n", "public-url: https://internal.example.com/atlas/");
            assertThat(paths(prefixed)).containsExactly("/atlas");
            assertThat(prefixed.the(Pod.class)
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getArgs())
                    .contains("http://" + NAME + "/atlas/openapi.yaml");
            var container = prefixed.pod().getContainers().getFirst();
            assertThat(container.getReadinessProbe().getHttpGet()).satisfies(get -> asks(get, "readiness"));
        }
        assertThat(paths(production)).containsExactly("/");
        assertThat(paths(behindGatewayApi)).containsExactly("/");
    }

    /** Returns the paths that the Ingress or the HTTPRoute leads to the gateway. */
    private static List<String> paths(Rendered rendered) {
        var ingresses = rendered.all(Ingress.class).stream()
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getPath());
        var routes = rendered.all(HTTPRoute.class).stream()
                .flatMap(route -> route.getSpec().getRules().stream())
                .flatMap(rule -> rule.getMatches().stream())
                .map(match -> match.getPath().getValue());
        return Stream.concat(ingresses, routes).toList();
    }

    private static void asks(HTTPGetAction get, String what) {
        assertThat(get.getPath()).isEqualTo("/actuator/health/" + what);
        assertThat(get.getPort().getStrVal()).isEqualTo("management");
    }

    @Test
    void testsTheImageThatRuns() {
        var tested = production.the(Pod.class).getSpec().getContainers().getFirst();
        var runs = production.pod().getContainers().getFirst();
        assertThat(tested.getImage()).isEqualTo(runs.getImage());
        assertThat(tested.getImagePullPolicy()).isEqualTo(runs.getImagePullPolicy());
    }

    @Test
    void scalesTheDeploymentWhichThenSetsNoNumber() {
        var scaler = production.the(HorizontalPodAutoscaler.class).getSpec();
        assertThat(scaler.getScaleTargetRef().getKind()).isEqualTo("Deployment");
        assertThat(scaler.getScaleTargetRef().getName()).isEqualTo(name(production.the(Deployment.class)));
        assertThat(scaler.getMinReplicas()).isGreaterThanOrEqualTo(2);
        assertThat(scaler.getMetrics().getFirst().getContainerResource())
                .as("one of the gateway alone, as a sidecar without a request for CPU would stop the scaler")
                .satisfies(resource -> {
                    assertThat(resource.getName()).isEqualTo("cpu");
                    assertThat(resource.getContainer())
                            .isEqualTo(
                                    production.pod().getContainers().getFirst().getName());
                });
        assertThat(production.the(Deployment.class).getSpec().getReplicas()).isNull();
        assertThat(behindGatewayApi.the(Deployment.class).getSpec().getReplicas())
                .isEqualTo(2);
    }

    @Test
    void spreadsThePodsOverZonesAndNodesAndLosesOneAtATime() {
        var spread = production.pod().getTopologySpreadConstraints();
        assertThat(spread)
                .extracting("topologyKey")
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        for (var constraint : spread) {
            assertThat(podLabels(production))
                    .containsAllEntriesOf(constraint.getLabelSelector().getMatchLabels());
        }
        var budget = production.the(PodDisruptionBudget.class).getSpec();
        assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
        var rolling = production.the(Deployment.class).getSpec().getStrategy().getRollingUpdate();
        assertThat(rolling.getMaxUnavailable().getIntVal()).isZero();
    }

    @Test
    void leadsTheIngressOfTheHostToTheService() {
        var rule = production.the(Ingress.class).getSpec().getRules().getFirst();
        var backend = rule.getHttp().getPaths().getFirst().getBackend().getService();
        assertThat(rule.getHost()).isEqualTo("atlas.internal.example.com");
        assertThat(backend.getName()).isEqualTo(NAME);
        assertThat(service(NAME).getSpec().getPorts().getFirst().getName())
                .isEqualTo(backend.getPort().getName());
        assertThat(production.the(Ingress.class).getSpec().getTls().getFirst().getHosts())
                .containsExactly(rule.getHost());
    }

    @Test
    void leadsTheRouteOfTheHostToTheService() {
        var route = behindGatewayApi.the(HTTPRoute.class).getSpec();
        var backend = route.getRules().getFirst().getBackendRefs().getFirst();
        assertThat(route.getHostnames()).containsExactly("atlas.internal.example.com");
        assertThat(backend.getName()).isEqualTo(NAME);
        assertThat(service(NAME).getSpec().getPorts().getFirst().getPort()).isEqualTo(backend.getPort());
        assertThat(route.getParentRefs().getFirst().getName()).isEqualTo("internal");
    }

    @Test
    void runsWithoutATokenOfTheCluster() {
        var account = production.the(ServiceAccount.class);
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(production.pod().getServiceAccountName()).isEqualTo(name(account));
        assertThat(production.pod().getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    void mountsAVolumeForEachMountAndViceVersa() {
        var pod = production.pod();
        assertThat(pod.getContainers().getFirst().getVolumeMounts())
                .extracting("name")
                .containsExactlyInAnyOrder(pod.getVolumes().stream()
                        .map(volume -> volume.getName())
                        .toArray())
                .contains("config", "atlas", "keys", "policy", "trust", "tmp");
    }

    @Test
    void mountsTheAuthoritiesThatTheDatabaseAddressNames() {
        var pod = production.pod();
        assertThat(pod.getVolumes())
                .filteredOn("name", "trust")
                .singleElement()
                .satisfies(volume -> assertThat(volume.getConfigMap().getName()).isEqualTo("company-authorities"));
        var mount = pod.getContainers().getFirst().getVolumeMounts().stream()
                .filter(candidate -> candidate.getName().equals("trust"))
                .findFirst()
                .orElseThrow();
        assertThat(production.objects().toString())
                .contains("sslmode=verify-full&sslrootcert=" + mount.getMountPath() + "/");
    }

    @Test
    void testsOnlyAfterInstallationAndLeavesNothing() throws IOException {
        try (var templates = Files.walk(Chart.FOLDER.resolve("templates"))) {
            for (var template : templates.filter(Files::isRegularFile).toList()) {
                var hooks = Files.readAllLines(template).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("helm.sh/hook"))
                        .toList();
                assertThat(hooks)
                        .as(template.toString())
                        .isEqualTo(
                                template.endsWith("tests/ready.yaml")
                                        ? List.of(
                                                "helm.sh/hook: test",
                                                "helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded")
                                        : List.of());
            }
        }
    }

    private Service service(String name) {
        return production.all(Service.class).stream()
                .filter(service -> name(service).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private static Map<String, String> podLabels(Rendered rendered) {
        return rendered.the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
    }
}
