package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.revision.Author;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Who wants a change, why, and of what state of the object (RFC 9110, section 13).
 *
 * @param ifMatch ETags, or {@code *}; empty where the header is absent
 * @param onlyNew whether nothing may be there yet
 * @param careful whether If-Match must be there to change what is there; not asked of what undoes nobody's change
 */
record ChangeRequest(Admin admin, Author author, List<String> ifMatch, boolean onlyNew, boolean careful) {

    static ChangeRequest of(HttpHeaders headers, Admin admin) {
        var author = ChangeReason.of(admin, headers.getFirst(ChangeReason.HEADER));
        var ifNoneMatch = tags(headers.getIfNoneMatch());
        if (!ifNoneMatch.isEmpty() && !ifNoneMatch.equals(List.of("*"))) {
            throw Problems.badHeader(HttpHeaders.IF_NONE_MATCH, "can only be * on a change: create, never replace");
        }
        return new ChangeRequest(admin, author, tags(headers.getIfMatch()), !ifNoneMatch.isEmpty(), true);
    }

    ChangeRequest toCreate() {
        return new ChangeRequest(admin, author, ifMatch, true, true);
    }

    ChangeRequest carefree() {
        return new ChangeRequest(admin, author, ifMatch, onlyNew, false);
    }

    private static List<String> tags(List<String> tags) {
        return tags.stream().map(String::strip).toList();
    }

    /** Refuses what is not this admin's to change: a team lead manages the clients of the own teams. */
    void permit(@Nullable PolicyObject object) {
        if (!permits(object)) {
            throw Problems.of(
                    HttpStatus.FORBIDDEN, "Admins change clients, and team leads those of their own teams only.");
        }
    }

    boolean permits(@Nullable PolicyObject object) {
        return object instanceof Client client
                ? admin.mayManage(client.team())
                : object == null || admin.roles().contains(AdminRole.ADMIN);
    }

    /**
     * Refuses where somebody was faster, and where nobody can tell.
     *
     * @param current the object as the API shows it; null where there is none
     */
    void check(@Nullable Map<String, Object> current) {
        if (current == null) {
            if (!ifMatch.isEmpty()) {
                throw Problems.of(HttpStatus.PRECONDITION_FAILED, "There is none any more that If-Match could match.");
            }
        } else if (onlyNew) {
            throw failed("There is one already, and this asks for a new one.", current);
        } else if (ifMatch.isEmpty() && careful) {
            throw Problems.of(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "If-Match is missing: send the ETag of what you read, so that nobody's change is lost.");
        } else if (!ifMatch.isEmpty() && !matches(current)) {
            throw failed("Somebody changed it since you read it; look at it again, and decide anew.", current);
        }
    }

    private boolean matches(Map<String, Object> current) {
        return ifMatch.contains("*") || ifMatch.contains(Representation.etag(current));
    }

    private static RuntimeException failed(String detail, Map<String, Object> current) {
        var problem = Problems.of(HttpStatus.PRECONDITION_FAILED, detail);
        problem.getBody().setProperty("current", current);
        problem.getHeaders().setETag(Representation.etag(current));
        return problem;
    }
}
