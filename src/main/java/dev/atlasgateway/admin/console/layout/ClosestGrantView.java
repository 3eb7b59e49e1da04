package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.explain.Explanation.ClosestGrant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Grant that almost allows a refused call, as pages show it.
 *
 * @param action what an admin can do about it
 * @param link to the form for it; null if the admin may not change grants
 */
public record ClosestGrantView(
        String sentence, String action, @Nullable String link) {

    public static List<ClosestGrantView> of(List<ClosestGrant> grants, PolicySnapshot snapshot, Admin admin) {
        return grants.stream().map(grant -> of(grant, snapshot, admin)).toList();
    }

    private static ClosestGrantView of(ClosestGrant closest, PolicySnapshot snapshot, Admin admin) {
        var mayChange = AccessChecks.mayChangeAll(admin);
        var existing = snapshot.find(ObjectKind.GRANT, closest.wantedKey());
        return existing.isPresent()
                ? new ClosestGrantView(
                        closest.sentence(),
                        closest.wantedKey().equals(closest.key()) ? "Prolong it" : "Show the grant that would allow it",
                        mayChange ? PolicyObjectView.link(existing.get()) : null)
                : new ClosestGrantView(
                        closest.sentence(), "Copy it for this call", mayChange ? copy(closest.wanted()) : null);
    }

    private static String copy(Map<String, Object> wanted) {
        var fields = new TreeMap<String, String>();
        wanted.forEach((name, value) -> fields.put(name.equals("expiresAt") ? "expires" : name, value.toString()));
        return PageLinks.query("/console/new/grant", fields);
    }
}
