package dev.atlasgateway.image;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of {@code compose.yaml} that tests check. */
final class ComposeFile {

    private final JsonNode services = yaml(Path.of("compose.yaml")).path("services");

    static JsonNode yaml(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            return JsonMapper.shared().valueToTree(new Yaml().load(reader));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Set<String> services() {
        return Set.copyOf(services.propertyNames());
    }

    JsonNode service(String name) {
        return services.required(name);
    }

    Map<String, String> environment(String service) {
        return service(service)
                .path("environment")
                .propertyStream()
                .collect(
                        toMap(Map.Entry::getKey, variable -> variable.getValue().asString()));
    }

    /** Returns the command of a service's health check. */
    List<String> health(String service) {
        var test = service(service).path("healthcheck").path("test").valueStream();
        return test.skip(1).map(JsonNode::asString).toList(); // the first word is CMD
    }

    /** A file or folder of this machine, and its path in a container. */
    record Mount(Path from, Path to) {}

    Stream<Mount> mounts() {
        return services().stream().flatMap(this::mounts);
    }

    Stream<Mount> mounts(String service) {
        return strings(service, "volumes")
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> {
                    var parts = volume.split(":");
                    return new Mount(Path.of(parts[0]).normalize(), Path.of(parts[1]));
                });
    }

    /** A port of this machine, and the container's port behind it. */
    record Published(String address, int port, int behind) {}

    Stream<Published> published(String service) {
        return strings(service, "ports")
                .map(port -> port.split(":"))
                .map(parts -> new Published(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
    }

    /** Returns the services built here, with their stage of the Dockerfile. */
    Map<String, String> built() {
        return services().stream()
                .filter(service -> service(service).has("build"))
                .collect(toMap(
                        Function.identity(),
                        service -> service(service).path("build").path("target").asString()));
    }

    private Stream<String> strings(String service, String list) {
        return service(service).path(list).valueStream().map(JsonNode::asString);
    }
}
