package dev.atlasgateway.document;

import dev.atlasgateway.policy.Spelling;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML document that knows its place, and what it was expected to be.
 *
 * <p>A value of another type than the one asked for is noted as a fault and read as null, so that reading goes on and
 * finds the other faults too.
 *
 * @param mark where a reader looks for it: at its key, if it has one
 */
record DocumentNode(DocumentFaults faults, String path, Mark mark, Node node) {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    /** The values of a mapping with free keys; none for an absent one. */
    Map<String, DocumentNode> entries() {
        var entries = new LinkedHashMap<String, DocumentNode>();
        if (node instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                var mark = tuple.getKeyNode().getStartMark();
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    faults.add(mark, path, "has a key that is not a word");
                    continue;
                }
                var name = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                var first =
                        entries.putIfAbsent(key.getValue(), new DocumentNode(faults, name, mark, tuple.getValueNode()));
                if (first != null) {
                    faults.add(mark, name, "stands here twice; first on line " + (first.mark.getLine() + 1));
                }
            }
        } else if (!isNull()) {
            fault("must be a mapping, key: value");
        }
        return entries;
    }

    /** The values of a mapping with these keys only. */
    DocumentFields fields(String... known) {
        var entries = entries();
        entries.forEach((key, at) -> {
            if (!Arrays.asList(known).contains(key)) {
                var hint = Spelling.hint(key, Set.of(known));
                var what = hint.isEmpty() ? "; use " + String.join(", ", known) : hint;
                faults.add(at.mark, at.path, "is not a key here" + what);
            }
        });
        return new DocumentFields(this, entries);
    }

    List<DocumentNode> items() {
        var items = new ArrayList<DocumentNode>();
        if (node instanceof SequenceNode sequence) {
            for (var item : sequence.getValue()) {
                items.add(new DocumentNode(faults, path + "[" + items.size() + "]", item.getStartMark(), item));
            }
        } else if (!isNull()) {
            fault("must be a list");
        }
        return items;
    }

    /** Any scalar as it is written, so that an id of digits only needs no quotes. */
    @Nullable
    String text() {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            return fault("must be a text");
        }
        if (!scalar.getTag().startsWith(Tag.PREFIX)) {
            return fault("has the tag " + scalar.getTag().getValue() + ", which means nothing here");
        }
        return scalar.getValue().strip();
    }

    @Nullable
    Boolean flag() {
        return switch (scalar()) {
            case "true" -> true;
            case "false" -> false;
            default -> fault("must be true or false");
        };
    }

    @Nullable
    Long number() {
        try {
            return Long.valueOf(scalar());
        } catch (NumberFormatException e) {
            return scalar().matches("[-+]?\\d+")
                    ? Long.valueOf(
                            scalar().startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE) // too much, as the rules say
                    : fault("must be a whole number");
        }
    }

    @Nullable
    Instant instant() {
        try {
            return Instant.parse(scalar());
        } catch (DateTimeException e) {
            return fault("must be an instant such as 2027-01-01T00:00:00Z");
        }
    }

    @Nullable
    Duration duration() {
        try {
            if (scalar().matches("\\d*")) {
                return fault("must be a duration with its unit, such as 60s or PT1M");
            }
            return DurationStyle.detectAndParse(scalar());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return fault("must be a duration such as 60s or PT1M");
        }
    }

    /** @param what what the constants are, with its article */
    <E extends Enum<E>> @Nullable E oneOf(E[] constants, Function<E, String> word, String what) {
        for (var constant : constants) {
            if (word.apply(constant).equals(scalar())) {
                return constant;
            }
        }
        var words = Arrays.stream(constants).map(word).collect(Collectors.joining(", "));
        return fault((scalar().isEmpty() ? "" : scalar() + " ") + "is not " + what + "; use one of " + words);
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private String scalar() {
        return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Notes a fault of this value, and stands for it. */
    <T> @Nullable T fault(String sentence) {
        faults.add(node.getStartMark(), path, sentence);
        return null;
    }

    /** Notes that a key is absent, unless the value is no mapping at all, which is noted already. */
    void missing(String key) {
        if (node instanceof MappingNode || isNull()) {
            faults.add(mark, path.isEmpty() ? key : path + "." + key, "is missing");
        }
    }

    /** Notes a fault of something inside, given as {@code secrets[0].sha256}, as near to it as the document goes. */
    void faultInside(String field, String sentence) {
        var at = mark;
        var inner = node;
        var steps = STEP.matcher(field);
        while (steps.find()) {
            var next = inner instanceof SequenceNode sequence && steps.group(2) != null
                    ? sequence.getValue().get(Integer.parseInt(steps.group(2)))
                    : value(inner, steps.group());
            if (next == null) {
                break;
            }
            inner = next;
            at = inner.getStartMark();
        }
        faults.add(at, field.isEmpty() ? path : path + "." + field, sentence);
    }

    private static @Nullable Node value(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .map(tuple -> tuple.getValueNode())
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
