package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class KubernetesObjectsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    v1                       | Service        | { ports: [{ port: 80, targetport: http }] }
                    monitoring.coreos.com/v1 | ServiceMonitor | { endpoints: [{ port: management, intervall: 30s }] }
                    monitoring.coreos.com/v1 | PrometheusRule | { groups: [{ name: a, rules: [{ alert: A, expr: up, summary: b }] }] }
                    """)
    void rejectAFieldThatIsMisspeltOrMisplaced(String version, String kind, String spec) {
        Map<String, Object> object =
                Map.of("apiVersion", version, "kind", kind, "metadata", Map.of("name", "a"), "spec", parsed(spec));
        assertThatThrownBy(() -> KubernetesObjects.parse(object)).hasMessageContaining("Unrecognized property");
    }

    private static Map<String, List<Object>> parsed(String yaml) {
        return new Yaml().load(yaml);
    }
}
