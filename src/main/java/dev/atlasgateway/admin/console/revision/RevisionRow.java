package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.revision.Revision;

/** Row of a revision in lists, and the head of its own page. */
record RevisionRow(long number, String madeAt, String madeBy, String reason) {

    static RevisionRow of(Revision revision) {
        return new RevisionRow(
                revision.number(), PolicyObjectView.moment(revision.madeAt()), revision.madeBy(), revision.reason());
    }
}
