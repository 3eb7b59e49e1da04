package dev.atlasgateway.document;

import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.RefusedRevisionException;
import dev.atlasgateway.revision.Revisions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports a mounted document: makes it the owner of its objects, and updates them. Makes no revision if nothing
 * changes.
 *
 * <p>If anything is wrong with the document or the store, the policy in force stays, and the next run tries again.
 */
final class PolicyImport {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyImport.class);

    private static final Object UNKNOWN = new Object();

    private final MountedDocument document;
    private final Revisions revisions;
    private final PolicyRules rules;

    private volatile @Nullable Attempt last;

    /**
     * The result of the last run.
     *
     * @param state the state of the document then
     * @param revision the revision in force then
     * @param refusal why the document was refused; null if it was imported
     */
    private record Attempt(
            Object state, long revision, @Nullable String refusal) {}

    PolicyImport(MountedDocument document, Revisions revisions, PolicyRules rules) {
        this.document = document;
        this.revisions = revisions;
        this.rules = rules;
    }

    /** Returns why the document is not in force; null if it is. */
    @Nullable
    String refusal() {
        var attempt = last;
        return attempt == null ? "not read yet" : attempt.refusal;
    }

    String document() {
        return document.name();
    }

    /**
     * @throws InvalidPolicyException naming everything that is wrong with the document, if there is no other policy that could
     *     be in force
     */
    void first() {
        attemptOrRefuse(document.state(), revisions.current().revision() == 0);
    }

    /** Imports the document if it has changed, or if it was refused and the policy has changed. Never throws. */
    void update() {
        var state = document.state();
        var attempt = last;
        if (attempt != null
                && attempt.state.equals(state)
                && (attempt.refusal == null
                        || attempt.revision == revisions.current().revision())) {
            return;
        }
        attemptOrRefuse(state, false);
    }

    /** @param required whether there is no other policy, so that the document must be valid */
    private void attemptOrRefuse(Object state, boolean required) {
        try {
            attempt(state);
        } catch (InvalidPolicyException | RefusedRevisionException e) {
            if (required && e instanceof InvalidPolicyException) {
                throw e;
            }
            refuse(state, e);
        } catch (RuntimeException e) { // of the store: the document may be fine, so the next run tries again
            refuse(UNKNOWN, e);
        }
    }

    private void attempt(Object state) {
        var read = PolicyDocument.read(document.name(), document.read(), rules, revisions.current(), Ownership.ADMINS)
                .orThrow();
        var author = new Author("gateway.policy.import", "import of " + document.name());
        var revision = revisions.manage(document.name(), read.objects(), author);
        last = new Attempt(state, revision, null);
        read.logWarnings();
        LOG.info("{} is in force as of policy revision {}", document.name(), revision);
    }

    private void refuse(Object state, RuntimeException cause) {
        var refusal = cause instanceof InvalidPolicyException invalid
                ? invalid.summary()
                : String.valueOf(cause.getMessage());
        var attempt = last;
        if (attempt == null || !refusal.equals(attempt.refusal)) {
            LOG.error(
                    "{} is refused; policy revision {} stays in force: {}",
                    document.name(),
                    revisions.current().revision(),
                    refusal);
        }
        last = new Attempt(state, revisions.current().revision(), refusal);
    }
}
