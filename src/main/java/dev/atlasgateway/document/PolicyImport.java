package dev.atlasgateway.document;

import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.Resource;

/** Brings the store to what a document says; makes no revision where it says that already. */
final class PolicyImport implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PolicyImport.class);

    private final Resource document;
    private final Revisions revisions;
    private final PolicyRules rules;

    PolicyImport(Resource document, Revisions revisions, PolicyRules rules) {
        this.document = document;
        this.revisions = revisions;
        this.rules = rules;
    }

    /** @throws InvalidPolicy naming everything that is wrong with the document; the store is then as it was */
    @Override
    public void start() {
        var name = Objects.requireNonNullElse(document.getFilename(), document.getDescription());
        var read = read(name);
        if (read.plainSecrets() > 0) {
            log.warn(
                    "{} has {} secrets in plain text; outside a demo write their sha256 instead:"
                            + " printf %s \"$SECRET\" | sha256sum",
                    name, read.plainSecrets());
        }
        var revision = revisions.replace(read.objects(), new Author("gateway.policy.import", "import of " + name));
        log.info("{} is what policy revision {} says", name, revision);
    }

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
        return false;
    }

    /** Before the policy is loaded for the first time, and long before the web server starts. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 8193;
    }

    private PolicyDocument read(String name) {
        try (var yaml = document.getInputStream()) {
            return PolicyDocument.read(name, yaml, rules);
        } catch (IOException e) {
            throw new InvalidPolicy(
                    "gateway.policy.import: " + document.getDescription() + " does not exist or cannot be read");
        }
    }
}
