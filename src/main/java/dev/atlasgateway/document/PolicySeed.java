package dev.atlasgateway.document;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.OutdatedRevisionException;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.store.Polling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Gives a store without a policy one to begin with, so that the first start, or a demo, does not refuse every call. */
record PolicySeed(MountedDocument document, Revisions revisions, PolicyRules rules) implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PolicySeed.class);

    /** @throws InvalidPolicyException naming everything that is wrong with the document, if the store has no policy */
    @Override
    public void start() {
        if (revisions.current().revision() != 0) {
            return;
        }
        var seed = PolicyDocument.read(document.name(), document.read(), rules, PolicySnapshot.EMPTY, Ownership.ADMINS)
                .orThrow();
        seed.logWarnings();
        var puts = seed.objects().stream().<Edit>map(Edit.Put::new).toList();
        try {
            revisions.apply(0, puts, new Author("gateway.policy.seed", "begin with " + document.name()));
        } catch (OutdatedRevisionException e) {
            LOG.info("{} is not needed, because another replica was faster", document.name());
        }
    }

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
        return false; // done when it has started
    }

    @Override
    public int getPhase() {
        return Polling.SEED_PHASE;
    }
}
