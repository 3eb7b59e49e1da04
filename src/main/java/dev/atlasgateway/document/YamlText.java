package dev.atlasgateway.document;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML within bounds. */
final class YamlText {

    static final int MOST_BYTES = 64 * 1024 * 1024;

    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 20;

    private YamlText() {}

    /** The root of a document, or null where there is none, which is then a fault. */
    static @Nullable Node compose(byte[] yaml, DocumentFaults faults) {
        if (yaml.length > MOST_BYTES) {
            faults.add("is larger than 64 MiB");
            return null;
        }
        try {
            return compose(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(yaml))
                            .toString(),
                    faults);
        } catch (CharacterCodingException e) {
            faults.add("is not UTF-8");
            return null;
        }
    }

    /** Only the words of the parser are passed on: its messages quote the document, which may hold secrets. */
    private static @Nullable Node compose(String yaml, DocumentFaults faults) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        try {
            var root = new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
            if (root == null || root.getTag().equals(Tag.NULL)) {
                faults.add("is empty; a policy that allows nothing is teams: {}");
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
}
