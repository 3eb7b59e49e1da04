package dev.atlasgateway.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping to be written; what is null or false is left out. */
final class YamlMapping {

    private final List<NodeTuple> entries = new ArrayList<>();
    private final FlowStyle style;

    YamlMapping(FlowStyle style) {
        this.style = style;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Node node() {
        return new MappingNode(Tag.MAP, entries, isEmpty() ? FlowStyle.FLOW : style);
    }

    /** What it says, as plain values. */
    Map<String, Object> values() {
        return values(entries);
    }

    private static Map<String, Object> values(List<NodeTuple> entries) {
        var values = new LinkedHashMap<String, Object>();
        entries.forEach(entry -> values.put(((ScalarNode) entry.getKeyNode()).getValue(), value(entry.getValueNode())));
        return values;
    }

    private static Object value(Node node) {
        return switch (node) {
            case MappingNode mapping -> values(mapping.getValue());
            case SequenceNode sequence ->
                sequence.getValue().stream().map(YamlMapping::value).toList();
            case ScalarNode scalar -> value(scalar);
            default -> throw new IllegalStateException("not written here: " + node.getNodeId());
        };
    }

    private static Object value(ScalarNode scalar) {
        if (scalar.getTag().equals(Tag.INT)) {
            return Long.valueOf(scalar.getValue());
        }
        return scalar.getTag().equals(Tag.BOOL) ? Boolean.valueOf(scalar.getValue()) : scalar.getValue();
    }

    YamlMapping put(String key, YamlMapping value) {
        return put(key, value.node());
    }

    /** In quotes, where it could be taken for something else than a text. */
    YamlMapping text(String key, @Nullable String value) {
        if (value == null) {
            return this;
        }
        var lines = style == FlowStyle.BLOCK && value.indexOf('\n') >= 0;
        return put(key, scalar(Tag.STR, value, lines ? ScalarStyle.LITERAL : ScalarStyle.PLAIN));
    }

    YamlMapping flag(String key, boolean value) {
        return value ? put(key, scalar(Tag.BOOL, "true", ScalarStyle.PLAIN)) : this;
    }

    YamlMapping number(String key, long value) {
        return put(key, scalar(Tag.INT, Long.toString(value), ScalarStyle.PLAIN));
    }

    YamlMapping instant(String key, @Nullable Instant value) {
        return text(key, value == null ? null : value.toString());
    }

    <T> YamlMapping list(String key, FlowStyle listStyle, List<T> items, Function<T, YamlMapping> mapping) {
        var nodes = items.stream().map(item -> mapping.apply(item).node()).toList();
        return put(key, new SequenceNode(Tag.SEQ, nodes, nodes.isEmpty() ? FlowStyle.FLOW : listStyle));
    }

    private YamlMapping put(String key, Node value) {
        entries.add(new NodeTuple(scalar(Tag.STR, key, ScalarStyle.PLAIN), value));
        return this;
    }

    private static Node scalar(Tag tag, String value, ScalarStyle style) {
        return new ScalarNode(tag, value, null, null, style);
    }
}
