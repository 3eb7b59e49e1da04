package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import org.yaml.snakeyaml.Yaml;

class ValuesTests {

    private static final Path SMALLEST = Chart.scenario("one-replica");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replicas=many                                   | replicas
                    replica=2                                       | replica
                    image.digest=sha256:short                       | digest
                    publicUrl=atlas.example.com                     | publicUrl
                    publicUrl=https://example.com/a%20b             | publicUrl
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
                    startupSeconds=5                                | startupSeconds
                    runAs.user=0                                    | user
                    fullnameOverride=atlas.gateway                  | fullnameOverride
                    networkPolicy.dns.port=0                        | dns
                    trust.existingSecret=authorities                | existingSecret
                    monitoring.rules.runbookUrl=RUNBOOK.md          | runbookUrl
                    monitoring.serviceMonitor.interval=1m           | interval
                    monitoring.serviceMonitor.interval=31s          | interval
                    processors=0                                    | processors
                    """)
    void rejectsWrongValuesAndTyposByName(String value, String named) {
        assertThatThrownBy(() -> Chart.render(SMALLEST, value)).hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas=2 -> redis.url is required",
                "httpRoute.enabled=true -> httpRoute.parentRefs is required",
                "networkPolicy.enabled=true -> networkPolicy.database.to is required",
                "monitoring.rules.enabled=true -> monitoring.rules.runbookUrl is required",
                "monitoring.rules.enabled=true monitoring.rules.runbookUrl=https://wiki.example.com -> monitoring.serviceMonitor.enabled is required",
                "config.gateway.audit.flush-timeout=PT1H -> write PT1H as seconds or minutes",
                "database.existingSecret= -> database.existingSecret is required",
                "publicUrl= -> publicUrl is required"
            })
    void saysWhichValuesBelongTogether(String example) {
        var parts = example.split(" -> ");
        assertThatThrownBy(() -> Chart.render(SMALLEST, parts[0].split(" "))).hasMessageContaining(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.server.port=8080",
                "config.management.server.port=9081",
                "config.management.server\\.port=9081",
                "env[0].name=SERVER_PORT",
                "env[0].name=MANAGEMENT_SERVER_PORT"
            })
    void rejectsPortsThatOtherObjectsWouldNotFollow(String value) {
        assertThatThrownBy(() -> Chart.render(SMALLEST, value))
                .hasMessageContaining("must not be set: Service, probes and NetworkPolicy use 8080 and 8081");
    }

    @Test
    void scrapesOftenEnoughForTheShortestRateOfAnAlert() throws IOException {
        var windows = Pattern.compile("\\[(\\d+)m]")
                .matcher(Files.readString(Chart.FOLDER.resolve("rules/alerts.yaml")))
                .results()
                .mapToInt(window -> Integer.parseInt(window.group(1)) * 60);
        assertThat(windows.min())
                .as("four scrapes of the longest interval that is taken")
                .hasValue(4 * 30);
        assertThat(Rendered.of(Chart.scenario("production"), "monitoring.serviceMonitor.interval=30s")
                        .names())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.spring.datasource.password=hunter2",
                "config.spring.datasource.url=jdbc:postgresql://db/gateway?password=hunter2",
                "config.spring.security.oauth2.client.registration.company.client-secret=hunter2",
                "config.gateway.atlas.accounts.default.clientSecret=hunter2",
                "config.gateway.atlas.accounts.default.client-secrets[0]=hunter2",
                "config.gateway.quota.redis.url=redis://gateway:hunter2@redis:6379",
                "config.gateway.signin.bootstrap.password=${PASSWORD:hunter2}",
                "config.management.some[0].token=hunter2",
                "env[0].value=mdb_sa_sk_hunter2"
            })
    void rejectsSecretsInSettingsWithoutRepeatingThem(String value) {
        assertThatThrownBy(() -> Chart.render(SMALLEST, "env[0].name=ANYTHING", value))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GATEWAY_ATLAS_PROXY_PASSWORD", "GATEWAY_ATLAS_ACCOUNTS_DEFAULT_CLIENTSECRETS_0", "API_TOKEN"})
    void acceptsSecretsInTheEnvironmentByReferenceOnly(String name) {
        assertThatThrownBy(() -> Chart.render(SMALLEST, "env[0].name=" + name, "env[0].value=hunter2"))
                .hasMessageContaining("/env/0");
        var referred = Rendered.of(
                SMALLEST,
                "env[0].name=" + name,
                "env[0].valueFrom.secretKeyRef.name=secrets",
                "env[0].valueFrom.secretKeyRef.key=entry");
        assertThat(referred.pod().getContainers().getFirst().getEnv())
                .extracting("name")
                .contains(name);
    }

    @Test
    void leavesTheUserToTheClusterIfAsked() {
        var left =
                Rendered.of(Chart.scenario("production"), "runAs.user=null", "runAs.group=null", "runAs.fsGroup=null");
        for (var context : List.of(
                left.pod().getSecurityContext(), left.the(Pod.class).getSpec().getSecurityContext())) {
            assertThat(context.getRunAsUser()).isNull();
            assertThat(context.getRunAsGroup()).isNull();
            assertThat(context.getFsGroup()).isNull();
            assertThat(context.getRunAsNonRoot()).isTrue();
        }
    }

    @Test
    void leavesTheChartOutOfAnotherIfItsConditionSaysSo(@TempDir Path parent) throws IOException {
        FileSystemUtils.copyRecursively(Chart.FOLDER, parent.resolve("charts/atlas-gateway"));
        Files.writeString(parent.resolve("Chart.yaml"), """
                apiVersion: v2
                name: platform
                version: 1.0.0
                dependencies: [{ name: atlas-gateway, version: ">=0-0", condition: atlas-gateway.enabled }]
                """);
        var values = new Yaml().<Map<String, Object>>load(Files.readString(SMALLEST));
        for (var enabled : new boolean[] {true, false}) {
            values.put("enabled", enabled);
            var file =
                    Files.writeString(parent.resolve("values.yaml"), new Yaml().dump(Map.of("atlas-gateway", values)));
            var rendered = new Helm(parent)
                    .template()
                    .withKubeVersion("1.33.0")
                    .withValuesFile(file)
                    .call();
            assertThat(Objects.toString(rendered, "").contains("kind: Deployment"))
                    .isEqualTo(enabled);
        }
    }

    @Test
    void rejectsWhatThePodHasAlready() {
        var production = Chart.scenario("production");
        var keys = "apiKeys.existingSecret=keys";
        var gateway = Rendered.of(production, keys).pod().getContainers().getFirst();
        for (var variable : gateway.getEnv()) {
            assertThatThrownBy(() -> Chart.render(production, keys, "env[1].name=" + variable.getName()))
                    .hasMessageContaining("env: " + variable.getName());
        }
        for (var variable : List.of(
                "spring_datasource_url",
                "GATEWAY_CALLER_PREVIOUSKEYS_0",
                "GATEWAY_CALLER_API_KEYS_ENCRYPTION_KEYS",
                "GATEWAY_ATLAS_ACCOUNTS_DEFAULT_CLIENTID",
                "GATEWAY_ATLAS_ACCOUNTS_DEFAULT_SECRETFILE",
                "SERVER_FORWARDHEADERSSTRATEGY",
                "management_server_port",
                "_JAVA_OPTIONS")) {
            assertThatThrownBy(() -> Chart.render(
                            production, keys, "signingKey.previousKeys[0]=old.pem", "env[1].name=" + variable))
                    .hasMessageContaining("env: " + variable);
        }
        for (var mount : gateway.getVolumeMounts()) {
            assertThatThrownBy(() -> Chart.render(production, "extraVolumes[0].name=" + mount.getName()))
                    .hasMessageContaining("extraVolumes: the pod has a volume " + mount.getName());
            assertThatThrownBy(() -> Chart.render(
                            production,
                            "extraVolumeMounts[0].name=more",
                            "extraVolumeMounts[0].mountPath=" + mount.getMountPath()))
                    .hasMessageContaining("extraVolumeMounts: the container has a mount at " + mount.getMountPath());
        }
    }

    @Test
    void acceptsSettingsThatOnlySoundSecret() {
        assertThat(Rendered.of(
                                SMALLEST,
                                "config.gateway.atlas.accounts.default.secret-expires-at=2100-01-01T00:00:00Z",
                                "config.gateway.atlas.proxy.password=${GATEWAY_ATLAS_PROXY_PASSWORD}",
                                "config.server.shutdown=graceful",
                                "env[0].name=JAVA_TOOL_OPTIONS",
                                "env[0].value=-Xlog:gc")
                        .names())
                .isNotEmpty();
    }

    @Test
    void hasASentenceForEachValue() throws IOException {
        var lines = Files.readAllLines(Chart.FOLDER.resolve("values.yaml"));
        assertThat(lines).hasSizeLessThanOrEqualTo(350);
        for (int i = 1; i < lines.size(); i++) {
            var isValue = lines.get(i).matches(" *\\w+: .+|\\w+: .+");
            if (isValue) {
                assertThat(lines.get(i - 1).strip()).as("above " + lines.get(i)).startsWith("#");
            }
        }
    }
}
