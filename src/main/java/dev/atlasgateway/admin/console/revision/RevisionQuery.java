package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.layout.PageLinks;
import dev.atlasgateway.revision.RevisionFilter;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Search of the revisions, as typed.
 *
 * @param by the name of an admin
 * @param since a day, for a {@link DateTimeField} with {@code sinceTime}
 * @param object such as {@code team:payments}, or {@code team} for all teams
 */
record RevisionQuery(String by, String since, String sinceTime, String object) {

    RevisionQuery {
        by = FormFields.text(by);
        since = FormFields.text(since);
        sinceTime = FormFields.text(sinceTime);
        object = FormFields.text(object);
    }

    public DateTimeField begins() {
        return DateTimeField.of(since, sinceTime);
    }

    RevisionFilter filter(FormErrors errors) {
        return new RevisionFilter(FormFields.orNull(by), begins().read("since", errors), named(errors));
    }

    private RevisionFilter.@Nullable ObjectName named(FormErrors errors) {
        try {
            return object.isEmpty() ? null : RevisionFilter.ObjectName.of(object);
        } catch (IllegalArgumentException e) {
            errors.add("object", String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Returns whether the search has any filter. */
    public boolean isNarrow() {
        return !by.isEmpty() || !since.isEmpty() || !sinceTime.isEmpty() || !object.isEmpty();
    }

    /** Returns the link to the same search, for revisions before the given one; null means the newest. */
    String link(@Nullable Long before) {
        var parameters = new TreeMap<String, String>();
        parameters.put("by", by);
        parameters.put("since", since);
        parameters.put("sinceTime", sinceTime);
        parameters.put("object", object);
        parameters.put("before", before == null ? "" : before.toString());
        parameters.values().removeIf(String::isEmpty);
        return PageLinks.query("/console/revisions", parameters);
    }
}
