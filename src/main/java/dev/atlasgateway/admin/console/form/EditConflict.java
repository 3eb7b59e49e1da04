package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.revision.Revision;
import java.util.List;

/**
 * Somebody else changed the same objects while a form was being filled in.
 *
 * @param by the revisions that did, newest first
 * @param objects what became of each object, beside what the form asks for
 */
record EditConflict(List<Revision> by, List<ThreeSides> objects) {

    /**
     * An object's fields as the form's page showed them, as they are now, and as the form would have them.
     *
     * @param gone whether somebody removed it
     * @param unwanted whether the form would remove it
     */
    record ThreeSides(String title, boolean gone, boolean unwanted, List<Row> rows) {

        record Row(String field, String shown, String now, String wanted) {

            public boolean theirs() {
                return !shown.equals(now);
            }

            public boolean disputed() {
                return !now.equals(wanted);
            }
        }
    }
}
