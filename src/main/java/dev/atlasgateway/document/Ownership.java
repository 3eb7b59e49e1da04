package dev.atlasgateway.document;

import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;

/** The owners of the objects that stay although a document does not contain them. */
enum Ownership {
    /** Objects of admins stay when the mounted document is imported. */
    ADMINS,
    /** Objects of the mounted document stay when an admin applies a document. */
    DOCUMENTS;

    boolean stays(PolicySnapshot policy, PolicyObject object) {
        var managed = policy.managedBy(object.kind(), object.key()).isPresent();
        return managed == (this == DOCUMENTS);
    }
}
