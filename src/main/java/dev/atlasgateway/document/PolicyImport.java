package dev.atlasgateway.document;

import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.BadRevision;
import dev.atlasgateway.revision.Revisions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the store to what a mounted document says of the objects that it names; makes no revision where it says that
 * already.
 *
 * <p>Whatever is wrong with the document or the store, the policy in force stays, and the next look tries again.
 */
final class PolicyImport {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyImport.class);

    private static final Object UNKNOWN = new Object();

    private final MountedDocument document;
    private final Policy policy;
    private final Revisions revisions;
    private final PolicyRules rules;

    private volatile @Nullable Attempt last;

    /**
     * What came of the last look.
     *
     * @param state of the document then
     * @param revision in force then
     * @param refusal null where the document was imported
     */
    private record Attempt(
            Object state, long revision, @Nullable String refusal) {}

    PolicyImport(MountedDocument document, Policy policy, Revisions revisions, PolicyRules rules) {
        this.document = document;
        this.policy = policy;
        this.revisions = revisions;
        this.rules = rules;
    }

    /** Why the document is not what is in force; null where it is. */
    @Nullable
    String refusal() {
        var attempt = last;
        return attempt == null ? "not read yet" : attempt.refusal;
    }

    String document() {
        return document.name();
    }

    /** @throws InvalidPolicy naming everything that is wrong with the document, if no policy can be in force without it */
    void first() {
        try {
            attempt(document.state());
        } catch (InvalidPolicy e) {
            if (policy.current().revision() == 0) {
                throw e;
            }
            refuse(document.state(), e);
        } catch (BadRevision e) {
            refuse(document.state(), e);
        }
    }

    /** Imports the document if it changed, or if what it was refused for may have. Never throws. */
    void look() {
        var state = document.state();
        var attempt = last;
        if (attempt != null
                && attempt.state.equals(state)
                && (attempt.refusal == null
                        || attempt.revision == policy.current().revision())) {
            return;
        }
        try {
            attempt(state);
        } catch (InvalidPolicy | BadRevision e) {
            refuse(state, e);
        } catch (RuntimeException e) { // the store's: nothing is wrong with the document, so the next look tries again
            refuse(UNKNOWN, e);
        }
    }

    private void attempt(Object state) {
        var read = PolicyDocument.read(document.name(), document.read(), rules, policy.current(), Ownership.ADMINS)
                .orThrow();
        var attempt = last;
        if (attempt == null) {
            read.warnOfPlainSecrets();
        }
        var author = new Author("gateway.policy.import", "import of " + document.name());
        var revision = revisions.manage(document.name(), read.objects(), author);
        last = new Attempt(state, revision, null);
        LOG.info("{} is what policy revision {} says", document.name(), revision);
    }

    private void refuse(Object state, RuntimeException cause) {
        var refusal = cause instanceof InvalidPolicy invalid ? invalid.summary() : String.valueOf(cause.getMessage());
        var attempt = last;
        if (attempt == null || !refusal.equals(attempt.refusal)) {
            LOG.error(
                    "{} is refused, policy revision {} stays in force: {}",
                    document.name(),
                    policy.current().revision(),
                    refusal);
        }
        last = new Attempt(state, policy.current().revision(), refusal);
    }
}
