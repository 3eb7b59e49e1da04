package dev.atlasgateway.console;

import dev.atlasgateway.revision.Revision;

/** A revision as pages show it. */
record RevisionRow(long number, String madeAt, String madeBy, String reason) {

    static RevisionRow of(Revision revision) {
        return new RevisionRow(
                revision.number(), Described.moment(revision.madeAt()), revision.madeBy(), revision.reason());
    }
}
