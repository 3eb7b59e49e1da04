package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.server.ResponseStatusException;

/** Checks what a signed-in admin may see and change. */
public final class AccessChecks {

    private AccessChecks() {}

    /** Returns whether the admin may change the whole policy. */
    public static boolean mayChangeAll(Admin admin) {
        return admin.roles().contains(AdminRole.ADMIN);
    }

    /** Answers 404 for a team that the admin may not see, so that the answer does not reveal whether it exists. */
    public static void requireVisible(Admin admin, String team) {
        if (!admin.maySee(team)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    /** Answers 404 for a team that the admin may not see, and 403 for one that the admin may see but not manage. */
    public static void requireManageable(Admin admin, String team) {
        requireVisible(admin, team);
        if (!admin.mayManage(team)) {
            throw new AccessDeniedException(admin.name() + " may not manage this team");
        }
    }

    /** Answers 404 for a client that the user may not see, and 403 for one that the user may not manage. */
    public static Client requireManageable(Admin admin, String id, PolicySnapshot snapshot) {
        var client = requireFound(snapshot.client(id));
        requireVisible(admin, client.team());
        requireManageable(admin, client.team());
        return client;
    }

    /** Answers 404 if the object is null. */
    public static <T> T requireFound(@Nullable T object) {
        if (object == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return object;
    }

    public static <T> T requireFound(Optional<T> object) {
        return object.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
