package dev.atlasgateway.gateway;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** Checks answers against the description that the gateway serves. */
final class OpenApi {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> COMPONENTS = new ConcurrentHashMap<>();

    /** Headers of HTTP and for browsers that any answer may have and no description lists. */
    private static final Set<String> COMMON_HEADERS = Set.of(
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "vary",
            "x-content-type-options");

    private OpenApi() {}

    /** Returns all faults of a body against a schema of the description. */
    static List<String> faults(String component, String json) {
        return faultsAt("schemas/" + component, json);
    }

    /** Returns all faults of headers against a response of the description: unknown names and wrong values. */
    static List<String> headerFaults(String response, HttpHeaders headers) {
        var described = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        described.addAll(headersOf(response));
        return headers.map().entrySet().stream()
                .filter(header -> !COMMON_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(header -> headerFaults(described, header.getKey(), header.getValue()))
                .toList();
    }

    private static Stream<String> headerFaults(NavigableSet<String> described, String name, List<String> values) {
        if (!described.contains(name)) {
            return Stream.of(name + " is not described");
        }
        var schema = "headers/" + described.ceiling(name) + "/schema";
        return values.stream().flatMap(value -> faultsAt(schema, json(value)).stream());
    }

    private static String json(String value) {
        return value.matches("\\d+") ? value : JsonMapper.shared().writeValueAsString(value);
    }

    private static Set<String> headersOf(String response) {
        try (var description = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Map<String, Map<String, Map<String, Map<String, Object>>>>> root = new Yaml().load(description);
            return root.get("components")
                    .get("responses")
                    .get(response)
                    .get("headers")
                    .keySet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> faultsAt(String place, String json) {
        var schema = COMPONENTS.computeIfAbsent(
                place, name -> SCHEMAS.getSchema(SchemaLocation.of("classpath:openapi.yaml#/components/" + name)));
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
