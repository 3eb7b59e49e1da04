package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Page;
import dev.atlasgateway.admin.api.request.Paging;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Team;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Shows objects of the policy in force to the admins who may see them: one, or a page of a list. */
@Component
record PolicyListing(Policy policy) {

    /** The header of every answer with the revision that it shows or has made. */
    static final String REVISION = "Policy-Revision";

    private static final String MANAGED = "managed";

    /**
     * Answers a page of objects. Its ETag is that of the object if the list has only one, else the number of the revision.
     */
    ResponseEntity<Page<Map<String, Object>>> list(
            PolicyCollection collection, Map<String, String> query, Admin admin) {
        var paging = Paging.of(query, collection.filters().keySet(), MANAGED);
        var now = policy.current();
        var wanted = wanted(collection, query, now);
        var items = now.objects(collection.kind()).stream()
                .dropWhile(object -> object.key().compareTo(paging.after()) <= 0)
                .filter(object -> visible(object, admin))
                .filter(wanted)
                .limit(paging.limit() + 1L)
                .toList();
        var page = paging.page(items, PolicyObject::key, object -> Representation.of(object, now));
        var single = page.items().size() == 1 && page.next() == null;
        var etag =
                single ? Representation.etag(page.items().getFirst()) : PolicyRevisionController.etag(now.revision());
        return page.answer(collection.path(), query)
                .eTag(etag)
                .header(REVISION, Long.toString(now.revision()))
                .body(page);
    }

    ResponseEntity<Map<String, Object>> show(PolicyCollection collection, String key, Admin admin) {
        var now = policy.current();
        var shown = now.find(collection.kind(), key)
                .filter(object -> visible(object, admin))
                .map(object -> Representation.of(object, now))
                .orElseThrow(Problems::notFound);
        return ResponseEntity.ok()
                .eTag(Representation.etag(shown))
                .header(REVISION, Long.toString(now.revision()))
                .body(shown);
    }

    private static boolean visible(PolicyObject object, Admin admin) {
        return switch (object) {
            case Team team -> admin.maySee(team.name());
            case Client client -> admin.maySee(client.team());
            default -> admin.seesAll();
        };
    }

    private static Predicate<PolicyObject> wanted(
            PolicyCollection collection, Map<String, String> query, PolicySnapshot now) {
        Predicate<PolicyObject> wanted = object -> true;
        ListFilter managed = ListFilter.flag(
                PolicyObject.class,
                object -> now.managedBy(object.kind(), object.key()).isPresent());
        for (var parameter : query.entrySet()) {
            var name = parameter.getKey();
            var filter = name.equals(MANAGED) ? managed : collection.filters().get(name);
            if (filter != null) {
                wanted = wanted.and(condition(name, filter, parameter.getValue()));
            }
        }
        return wanted;
    }

    private static Predicate<PolicyObject> condition(String name, ListFilter filter, String value) {
        try {
            return filter.of(value);
        } catch (IllegalArgumentException e) {
            throw Problems.badParameter(name, String.valueOf(e.getMessage()));
        }
    }
}
