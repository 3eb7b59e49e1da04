package dev.atlasgateway.document;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A policy as YAML: the whole of it, checked as a whole.
 *
 * @param plainSecrets how many secrets stood in it as they are, not as digests
 */
record PolicyDocument(List<PolicyObject> objects, int plainSecrets) {

    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 20;

    /**
     * Reads a document.
     *
     * @param name what messages call it
     * @throws InvalidPolicy naming everything that is wrong with it, each with its line and column
     */
    static PolicyDocument read(String name, InputStream yaml, PolicyRules rules) throws IOException {
        var faults = new DocumentFaults(name);
        var root = compose(name, decode(name, yaml.readNBytes(MOST_BYTES + 1)));
        var reader = new DocumentReader();
        reader.read(new DocumentNode(faults, "", root.getStartMark(), root));

        var objects = reader.objects();
        var puts = objects.stream().<Edit>map(Edit.Put::new).toList();
        var result = PolicySnapshot.EMPTY.with(puts, 0);
        rules.faults(puts, result).forEach(reader::locate);
        faults.orThrow();
        return new PolicyDocument(objects, reader.plainSecrets());
    }

    private static String decode(String name, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new InvalidPolicy(name + ": is larger than 64 MiB");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidPolicy(name + ": is not UTF-8");
        }
    }

    /** Only the words of the parser are passed on: its messages quote the document, which may hold secrets. */
    private static Node compose(String name, String yaml) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        try {
            var root = new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
            if (root == null) {
                throw new InvalidPolicy(name + ": is empty; a policy that allows nothing is teams: {}");
            }
            return root;
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new InvalidPolicy("%s:%d:%d is not YAML: %s"
                    .formatted(name, mark.getLine() + 1, mark.getColumn() + 1, e.getProblem()));
        } catch (YAMLException e) {
            throw new InvalidPolicy(name + ": cannot be read: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
