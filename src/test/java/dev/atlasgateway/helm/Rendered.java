package dev.atlasgateway.helm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

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

    /**
     * What a place contains: a kind, {@code Kind/name}, or a part of the Deployment: its {@code pod}, the container
     * {@code gateway} and the {@code settings} of application.yaml.
     */
    List<Object> at(String place) {
        return switch (place) {
            case "pod" -> within("Deployment", "spec", "template", "spec");
            case "gateway" ->
                within("Deployment", "spec", "template", "spec", "containers").stream()
                        .map(containers -> ((List<?>) containers).getFirst())
                        .collect(Collectors.toList());
            case "settings" ->
                within("ConfigMap", "data", "application.yaml").stream()
                        .map(settings -> new Yaml().<Object>load((String) settings))
                        .toList();
            default ->
                objects.stream()
                        .filter(object -> place.equals(object.get("kind"))
                                || place.equals(object.get("kind") + "/"
                                        + metadata(object).get("name")))
                        .<Object>map(object -> object)
                        .toList();
        };
    }

    private List<Object> within(String kind, String... path) {
        var found = new ArrayList<>();
        for (var object : at(kind)) {
            @Nullable Object part = object;
            for (var name : path) {
                part = part instanceof Map<?, ?> map ? map.get(name) : null;
            }
            if (part != null) {
                found.add(part);
            }
        }
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
