package dev.atlasgateway.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Parses YAML within bounds. */
final class YamlText {

    private static final int MAX_ALIASES = 50;
    private static final int MAX_DEPTH = 20;

    private YamlText() {}

    /** Returns the root of a document; null if it has none, which is a fault. */
    static @Nullable Node compose(byte[] yaml, YamlBounds bounds, DocumentFaults faults) {
        if (yaml.length > bounds.bytes()) {
            faults.add(bounds.tooLong());
            return null;
        }
        try {
            return compose(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(yaml))
                            .toString(),
                    bounds,
                    faults);
        } catch (CharacterCodingException e) {
            faults.add("is not UTF-8");
            return null;
        }
    }

    /**
     * Passes on only the problem that the parser names. Its whole message quotes the document, which may contain
     * secrets.
     */
    private static @Nullable Node compose(String yaml, YamlBounds bounds, DocumentFaults faults) {
        var options = new LoaderOptions();
        options.setCodePointLimit(bounds.bytes());
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            var parser = new Bounded(new StreamReader(yaml), options, bounds);
            var root = new Composer(parser, new Resolver(), options).getSingleNode();
            if (root == null || root.getTag().equals(Tag.NULL)) {
                faults.add("is empty; a policy that allows nothing is teams: {}");
                return null;
            }
            if (!fits(root, bounds)) {
                faults.add("is larger, with its aliases written out, than this replica's heap has room for;"
                        + " repeat less, or give it more memory");
                return null;
            }
            return root;
        } catch (MarkedYAMLException e) {
            faults.add(e.getProblemMark(), "", "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            faults.add("cannot be read: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return null;
    }

    /** Returns whether the document is within the bounds with its aliases written out, because it is read like that. */
    private static boolean fits(Node root, YamlBounds bounds) {
        var values = 1L;
        var length = 0L;
        var unread = new ArrayDeque<Node>();
        unread.push(root);
        while (!unread.isEmpty() && values <= bounds.values() && length <= bounds.bytes()) {
            switch (unread.pop()) {
                case ScalarNode scalar -> length += scalar.getValue().length();
                case SequenceNode list -> {
                    values += 1 + list.getValue().size();
                    unread.addAll(list.getValue());
                }
                case MappingNode mapping -> {
                    values += 1 + 2L * mapping.getValue().size();
                    mapping.getValue().forEach(tuple -> {
                        unread.push(tuple.getKeyNode());
                        unread.push(tuple.getValueNode());
                    });
                }
                default -> {} // an anchor, which the composer has replaced
            }
        }
        return values <= bounds.values() && length <= bounds.bytes();
    }

    /** A parser that stops before too many values fill the heap. */
    private static final class Bounded extends ParserImpl {

        private final YamlBounds bounds;
        private long values;

        Bounded(StreamReader yaml, LoaderOptions options, YamlBounds bounds) {
            super(yaml, options);
            this.bounds = bounds;
        }

        @Override
        public Event getEvent() {
            if (++values > bounds.values()) {
                throw new YAMLException(bounds.tooMany());
            }
            return super.getEvent();
        }
    }
}
