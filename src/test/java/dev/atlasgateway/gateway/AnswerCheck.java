package dev.atlasgateway.gateway;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks real answers against an API description: every status, header, media type and field of an answer must be described.
 * Remembers which described fields came, so that a test finds those that never come.
 */
public final class AnswerCheck {

    /** The API of callers. */
    public static final AnswerCheck OF_CALLERS = new AnswerCheck("openapi.yaml");

    public static final AnswerCheck OF_ADMINS = new AnswerCheck("admin.yaml");

    /** Headers of HTTP, of tracing and for browsers that any answer may have and no description lists. */
    private static final Set<String> COMMON_HEADERS = Set.of("""
            accept-ranges cache-control connection content-disposition content-encoding content-length content-security-policy
            content-type cross-origin-opener-policy cross-origin-resource-policy date expires permissions-policy pragma
            referrer-policy strict-transport-security transfer-encoding vary x-content-type-options x-frame-options
            x-xss-protection""".split("\\s+"));

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final ThreadLocal<Set<String>> SEEN = new ThreadLocal<>();

    private final String file;
    private final JsonNode root;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Pattern, String> paths = new ConcurrentHashMap<>();

    private AnswerCheck(String file) {
        this.file = file;
        root = read(file);
        root.path("paths").propertyNames().forEach(path -> paths.put(pattern(path), path));
    }

    private static JsonNode read(String file) {
        try (var yaml = AnswerCheck.class.getResourceAsStream("/" + file)) {
            return JsonMapper.shared().valueToTree(new Yaml().load(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern pattern(String path) {
        var parts = path.split("\\{[^}]*}", -1);
        var pattern = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            pattern.append("[^/:]+").append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(pattern.toString());
    }

    /** @throws AssertionError naming all that is not as the description of this path says, if one describes it */
    static void check(HttpRequest request, Reply reply) {
        for (var description : List.of(OF_CALLERS, OF_ADMINS)) {
            var faults = description.faults(request, reply);
            if (!faults.isEmpty()) {
                throw new AssertionError("%s %s answers %d, which is not as %s says: %s%n%s"
                        .formatted(request.method(), request.uri(), reply.status(), description.file, faults, reply));
            }
        }
    }

    /** Returns the described fields of answers that never came in these calls, by schema. */
    public Set<String> neverSeen(Runnable calls) {
        var seen = new HashSet<String>();
        SEEN.set(seen);
        try {
            calls.run();
        } finally {
            SEEN.remove();
        }
        var never = new TreeSet<String>();
        var visited = new HashSet<String>();
        root.path("paths")
                .forEach(item -> item.forEach(operation -> operation
                        .path("responses")
                        .forEach(response -> resolved(response)
                                .path("content")
                                .forEach(content -> collect("", content.path("schema"), visited, never)))));
        never.removeAll(seen);
        return never;
    }

    private void collect(String place, JsonNode schema, Set<String> visited, Set<String> fields) {
        var name = name(place, schema);
        var known = resolved(schema);
        if (!visited.add(name)) {
            return;
        }
        known.path("properties").forEachEntry((field, described) -> {
            fields.add(name + "." + field);
            collect(name + "." + field, described, visited, fields);
        });
        known.path("oneOf").forEach(one -> collect(name, one, visited, fields));
        if (known.has("items")) {
            collect(name + "[]", known.path("items"), visited, fields);
        }
        if (known.path("additionalProperties").isObject()) {
            collect(name + "{}", known.path("additionalProperties"), visited, fields);
        }
    }

    List<String> faults(HttpRequest request, Reply reply) {
        var path = request.uri().getRawPath();
        var operation = paths.entrySet().stream()
                .filter(known -> known.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .min(Comparator.comparing(known -> known.contains("{"))) // audit/export is not audit/{id}
                .map(known ->
                        root.path("paths").path(known).path(request.method().toLowerCase(Locale.ROOT)))
                .orElse(JsonMapper.shared().missingNode());
        if (operation.isMissingNode()) {
            return List.of();
        }
        var responses = operation.path("responses");
        var response = Stream.of("" + reply.status(), reply.status() / 100 + "XX", "default")
                .map(responses::path)
                .filter(described -> !described.isMissingNode())
                .findFirst()
                .map(this::resolved)
                .orElse(JsonMapper.shared().missingNode());
        if (response.isMissingNode()) {
            return List.of("the status is not described");
        }
        var faults = new ArrayList<>(headerFaults(response, reply));
        if (!reply.body().isEmpty()) {
            bodyFaults(response, unwrapped(request.uri(), reply), reply.header("Content-Type"), faults);
        }
        return faults;
    }

    /** With {@code envelope=true} the described answer is the content of an object with the status. */
    private static String unwrapped(URI uri, Reply reply) {
        if (uri.getQuery() == null || !List.of(uri.getQuery().split("&")).contains("envelope=true")) {
            return reply.body();
        }
        var json = reply.json();
        return json.propertyNames().equals(Set.of("status", "content"))
                ? json.path("content").toString()
                : reply.body();
    }

    private List<String> headerFaults(JsonNode response, Reply reply) {
        var described = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        described.addAll(response.path("headers").propertyNames());
        return reply.headers().map().keySet().stream()
                .filter(name -> !COMMON_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
                .filter(name -> !described.contains(name))
                .map(name -> "the header " + name + " is not described")
                .toList();
    }

    private void bodyFaults(JsonNode response, String body, String type, List<String> faults) {
        var content = response.path("content").path(type.replaceFirst(";.*", ""));
        if (content.isMissingNode()) {
            faults.add("the media type " + type + " is not described");
        } else if (type.contains("json") && !type.contains("ndjson")) {
            var schema = content.path("schema");
            walk("", schema, JsonMapper.shared().readTree(body), faults);
            schemas.computeIfAbsent(schema.toString(), this::validator).validate(body, InputFormat.JSON).stream()
                    .map(Error::toString)
                    .forEach(faults::add);
        }
    }

    /** The schema of every answer has a name. */
    private Schema validator(String schema) {
        var name = JsonMapper.shared().readTree(schema).path("$ref").asString();
        return SCHEMAS.getSchema(SchemaLocation.of("classpath:" + file + name));
    }

    private void walk(String place, JsonNode schema, JsonNode value, List<String> faults) {
        var name = name(place, schema);
        var known = resolved(schema);
        if (value.isNull()) {
            return;
        }
        if (known.has("oneOf")) {
            walkOneOf(name, known.path("oneOf"), value, faults);
        }
        if (value.isArray()) {
            value.forEach(item -> walk(name + "[]", known.path("items"), item, faults));
        }
        if (value.isObject()
                && (known.has("properties")
                        || known.path("additionalProperties").isObject())) {
            value.forEachEntry((field, inner) -> {
                if (known.path("properties").has(field)) {
                    see(name + "." + field, inner);
                    walk(name + "." + field, known.path("properties").path(field), inner, faults);
                } else if (known.path("additionalProperties").isObject()) {
                    walk(name + "{}", known.path("additionalProperties"), inner, faults);
                } else {
                    faults.add("the field " + name + "." + field + " is not described");
                }
            });
        }
    }

    private void walkOneOf(String place, JsonNode alternatives, JsonNode value, List<String> faults) {
        var best = alternatives
                .valueStream()
                .filter(one -> !one.path("type").asString("").equals("null"))
                .map(one -> {
                    var own = new ArrayList<String>();
                    walk(place, one, value, own);
                    return own;
                })
                .min(Comparator.comparingInt(List::size));
        faults.addAll(best.orElseThrow());
    }

    private static void see(String field, JsonNode value) {
        var seen = SEEN.get();
        if (seen != null && !value.isNull()) {
            seen.add(field);
        }
    }

    private static String name(String place, JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? place : reference.replaceFirst(".*/", "");
    }

    private JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }
}
