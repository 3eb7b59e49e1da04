package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
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
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Kubernetes would make of an object: its types, strictly, so that a field which is misspelt or in the wrong place is
 * refused as {@code kubectl --validate=strict} refuses it.
 */
final class KubernetesObjects {

    private static final Map<String, Class<?>> TYPES = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/Pod", Pod.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class,
            "networking.k8s.io/v1/Ingress", Ingress.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    /** The Prometheus operator's, by hand: the part of its definitions that the chart uses, nothing else let through. */
    private static final Map<String, String> SCHEMAS = Map.of(
            "monitoring.coreos.com/v1/ServiceMonitor", "service-monitor.schema.json",
            "monitoring.coreos.com/v1/PrometheusRule", "prometheus-rule.schema.json");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new Strict())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private KubernetesObjects() {}

    static Object parse(Map<String, Object> object) {
        var kind = object.get("apiVersion") + "/" + object.get("kind");
        var schema = SCHEMAS.get(kind);
        if (schema != null) {
            check(object, schema);
            return object;
        }
        assertThat(TYPES).as("kinds that this test knows").containsKey(kind);
        return STRICT.convertValue(object, TYPES.get(kind));
    }

    private static void check(Map<String, Object> object, String file) {
        try {
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("src/test/resources/helm", file)));
            assertThat(schema.validate(STRICT.writeValueAsString(object), InputFormat.JSON))
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The model keeps what it does not know; here that is a mistake. */
    private static final class Strict extends JacksonAnnotationIntrospector {

        @Override
        public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
            return annotated.hasAnnotation(JsonAnySetter.class) ? Boolean.FALSE : null;
        }
    }
}
