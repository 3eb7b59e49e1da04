package dev.atlasgateway.document;

import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;

/** Whose objects stay though a document leaves them out. */
enum Ownership {
    /** What admins made, as far as the mounted document is concerned. */
    ADMINS,
    /** What the mounted document says, as far as admins are concerned. */
    DOCUMENTS;

    boolean stays(PolicySnapshot policy, PolicyObject object) {
        var managed = policy.managedBy(object.kind(), object.key()).isPresent();
        return managed == (this == DOCUMENTS);
    }
}
