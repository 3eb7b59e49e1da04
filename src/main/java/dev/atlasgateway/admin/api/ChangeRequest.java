package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.revision.edit.Actor;
import dev.atlasgateway.revision.edit.Precondition;
import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * The headers of a change: its author, the reason, and the state of the object that it expects (RFC 9110,
 * section 13).
 */
record ChangeRequest(Actor actor, Precondition precondition) {

    static ChangeRequest of(HttpHeaders headers, Admin admin) {
        var author = ChangeReason.of(admin, headers.getFirst(ChangeReason.HEADER));
        var ifNoneMatch = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        if (!ifNoneMatch.isEmpty() && !ifNoneMatch.equals(List.of("*"))) {
            throw Problems.badHeader(HttpHeaders.IF_NONE_MATCH, "can only be * on a change: create, never replace");
        }
        var precondition = precondition(EntityTags.ifMatch(headers), !ifNoneMatch.isEmpty());
        return new ChangeRequest(new Actor(author, admin::mayChange), precondition);
    }

    private static Precondition precondition(List<String> ifMatch, boolean create) {
        if (ifMatch.isEmpty()) {
            return create ? new Precondition.MustNotExist() : new Precondition.NotGiven();
        }
        return new Precondition.AsRead((object, now) -> !create // no object can meet both headers
                && (ifMatch.contains("*") || ifMatch.contains(Representation.etag(Representation.of(object, now)))));
    }

    ChangeRequest toCreate() {
        return precondition instanceof Precondition.NotGiven
                ? new ChangeRequest(actor, new Precondition.MustNotExist())
                : this;
    }

    /** Accepts a request without {@code If-Match}, because the change cannot overwrite another admin's work. */
    ChangeRequest withOptionalIfMatch() {
        return precondition instanceof Precondition.NotGiven ? new ChangeRequest(actor, new Precondition.None()) : this;
    }
}
