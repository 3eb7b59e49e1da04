package dev.atlasgateway.helm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The objects of a scenario, as Kubernetes reads them. */
record Rendered(List<Map<String, Object>> objects) {

    /** Renders a scenario with further values ({@code key=value}). */
    static Rendered of(Path scenario, String... values) {
        return new Rendered(Chart.render(scenario, values));
    }

    /** The objects, as {@code Service/edge-atlas-gateway}. */
    List<String> names() {
        return objects.stream()
                .map(object -> object.get("kind") + "/" + metadata(object).get("name"))
                .toList();
    }

    /** The first object of a type. */
    <T extends HasMetadata> T the(Class<T> type) {
        return all(type).getFirst();
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream()
                .map(KubernetesObjects::parse)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    PodSpec pod() {
        return the(Deployment.class).getSpec().getTemplate().getSpec();
    }

    /** An object of a type that Kubernetes itself does not know. */
    Map<String, Object> custom(String kind) {
        var found = objects.stream()
                .filter(object -> object.get("kind").equals(kind))
                .findFirst()
                .orElseThrow();
        KubernetesObjects.parse(found);
        return found;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> metadata(Map<String, Object> object) {
        return (Map<String, Object>) object.get("metadata");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> spec(Map<String, Object> object) {
        return (Map<String, Object>) object.get("spec");
    }
}
