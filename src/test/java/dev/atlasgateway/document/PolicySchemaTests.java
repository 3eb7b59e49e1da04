package dev.atlasgateway.document;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Compares the JSON schema of documents with what the gateway reads. */
class PolicySchemaTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PolicySchema.json(), InputFormat.JSON);
    private static final String EVERYTHING =
            DocumentWriter.write(PolicySnapshot.EMPTY.with(puts(ALL.toArray(PolicyObject[]::new)), 1));

    /** Faults that a schema cannot express: references, repetitions, keys of the gateway and the meaning of an expression. */
    private static final Pattern NOT_OF_FORM =
            Pattern.compile("no (team|project) is called|stands here twice|is the same grant|is too lax"
                    + "|is not a word|has the tag|leaves out what|secret of an API key");

    @Test
    void isAValidSchemaItself() throws IOException {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        assertThat(meta.validate(PolicySchema.json(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/demo-policy.yaml", "/gateway-test-policy.yaml", "/mounted-policy.yaml"})
    void acceptsThePoliciesOfTheDemoAndTheTests(String name) throws IOException {
        assertThat(refusals(resource(name))).isEmpty();
    }

    @Test
    void acceptsExports() {
        var rich = new ArrayList<>(ALL);
        rich.addAll(List.of(
                new Team("yes", "a: b, {c} # 'd' \"e\"", true),
                new Team("1.0", "~", false),
                new Team("bare", null, false),
                new Project("1".repeat(24), "0x1F", "on", null, "- ops"),
                new Client("mdb_sa_id_" + "0".repeat(24), "yes", List.of(), true),
                new Grant(
                        "1.0",
                        "1".repeat(24),
                        Role.GROUP_READ_ONLY,
                        "*-a*",
                        Instant.parse("9999-12-31T23:59:59Z"),
                        "ünïcode 😀"),
                new TeamQuota("yes", new Quota(1, 1_000_000, Duration.ofSeconds(90)))));
        Stream.of(Role.values())
                .map(role -> new Grant("yes", GROUP_ID, role, "a", Instant.parse("2027-01-01T00:00:00.123Z"), null))
                .forEach(rich::add);
        var exported = DocumentWriter.write(PolicySnapshot.EMPTY.with(puts(rich.toArray(PolicyObject[]::new)), 1));
        assertThat(faults(exported)).isEmpty();
        assertThat(refusals(exported)).isEmpty();
        assertThat(refusals(DocumentWriter.write(PolicySnapshot.EMPTY))).isEmpty();
    }

    /** Tries null, 60 without a unit, texts instead of numbers and so on at each place of a complete document. */
    @Test
    void rejectsEveryFormThatTheReaderRejects() {
        var tried = new ArrayList<String>();
        for (var pointer : pointers(everything(), "")) {
            for (var wrong : mutations(pointer)) {
                if (isOfWrongForm(wrong)) {
                    assertThat(refusals(wrong))
                            .as("%s %s", faults(wrong), wrong)
                            .isNotEmpty();
                    tried.add(wrong);
                }
            }
        }
        assertThat(tried).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = PolicyDocumentTests.WRONG)
    void rejectsTheInvalidFormsOfTheReadersTests(String yaml) {
        if (!yaml.startsWith("teams") && isOfWrongForm(PolicyDocumentTests.PRELUDE + yaml)) {
            assertThat(refusals(PolicyDocumentTests.PRELUDE + yaml)).isNotEmpty();
        }
    }

    /** The reader names its fields in the fault of an unknown one. */
    @Test
    void knowsTheSameFieldsAsTheReader() {
        var objects = pointers(everything(), "").stream()
                .filter(pointer -> everything().at(pointer).isObject())
                .toList();
        var asked = new ArrayList<String>();
        for (var pointer : objects) {
            var odd = everything();
            ((ObjectNode) odd.at(pointer)).put("zzzzzzzzzzzzzzzzzzzz", "");
            faults(odd.toString()).stream()
                    .filter(fault -> fault.sentence().startsWith("is not a key here; use "))
                    .map(fault -> fault.sentence().substring("is not a key here; use ".length()))
                    .forEach(known -> {
                        asked.add(known);
                        assertThat(new TreeSet<>(propertiesAt(pointer)))
                                .as(pointer)
                                .isEqualTo(new TreeSet<>(Arrays.asList(known.split(", "))));
                    });
        }
        assertThat(asked).hasSize(10); // the document, its quotas, a secret, and one of each kind
    }

    private static boolean isOfWrongForm(String yaml) {
        return faults(yaml).stream()
                .anyMatch(fault -> !NOT_OF_FORM.matcher(fault.sentence()).find());
    }

    private static List<DocumentFault> faults(String yaml) {
        return PolicyDocument.read(
                        "policy.yaml",
                        yaml.getBytes(StandardCharsets.UTF_8),
                        new PolicyRules(List.of(), Ha1Encryption.NONE),
                        PolicySnapshot.EMPTY,
                        Ownership.ADMINS)
                .faults();
    }

    private static List<String> refusals(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).stream()
                .map(Error::toString)
                .toList();
    }

    /** Returns a document with one object of each kind, as JSON, which is YAML. */
    private static JsonNode everything() {
        return YAMLMapper.shared().readTree(EVERYTHING);
    }

    private static List<String> pointers(JsonNode node, String at) {
        var pointers = new ArrayList<>(List.of(at));
        node.properties().forEach(field -> pointers.addAll(pointers(field.getValue(), at + "/" + field.getKey())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers.addAll(pointers(node.get(i), at + "/" + i));
        }
        return pointers;
    }

    private static List<String> mutations(String pointer) {
        var mutations = new ArrayList<String>();
        for (var json : List.of(
                "null",
                "[]",
                "{}",
                "[[]]",
                "{\"a\":1}",
                "\"\"",
                "\" \"",
                "\"a b\"",
                "\"a\\nb\"",
                "0",
                "-1",
                "2.5",
                "60",
                "true",
                "\"60\"",
                "\"soon\"",
                "\"P\"",
                "\"2027-01-01\"",
                "1000000001")) {
            mutations.add(with(pointer, (parent, field) -> set(parent, field, JSON.readTree(json))));
        }
        mutations.add(with(pointer, PolicySchemaTests::remove));
        return mutations;
    }

    private interface Mutation {
        void at(JsonNode parent, String field);
    }

    private static String with(String pointer, Mutation mutation) {
        var document = JSON.createObjectNode().set("document", everything());
        var whole = "/document" + pointer;
        var cut = whole.lastIndexOf('/');
        mutation.at(document.at(whole.substring(0, cut)), whole.substring(cut + 1));
        return document.path("document").toString();
    }

    private static void set(JsonNode parent, String field, JsonNode value) {
        switch (parent) {
            case ObjectNode object -> object.set(field, value);
            case ArrayNode array -> array.set(Integer.parseInt(field), value);
            default -> throw new IllegalArgumentException();
        }
    }

    private static void remove(JsonNode parent, String field) {
        switch (parent) {
            case ObjectNode object -> object.remove(field);
            case ArrayNode array -> array.remove(Integer.parseInt(field));
            default -> throw new IllegalArgumentException();
        }
    }

    /** Returns the names that the schema knows at a place in a document. */
    private static List<String> propertiesAt(String pointer) {
        var root = JSON.readTree(PolicySchema.json());
        var schema = root;
        for (var step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            schema = schema.path("properties").has(step)
                    ? schema.path("properties").path(step)
                    : schema.has("items") ? schema.path("items") : schema.path("additionalProperties");
            while (schema.has("$ref")) {
                schema = root.at(schema.path("$ref").asString().substring(1));
            }
        }
        return List.copyOf(schema.path("properties").propertyNames());
    }

    private static String resource(String name) throws IOException {
        try (var resource = PolicySchemaTests.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
