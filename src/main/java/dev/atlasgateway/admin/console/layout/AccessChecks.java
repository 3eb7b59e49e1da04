package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.server.ResponseStatusException;

/** How far somebody who is signed in may reach. */
public final class AccessChecks {

    private AccessChecks() {}

    /** Whether every change is theirs to make. */
    public static boolean everything(Admin admin) {
        return admin.roles().contains(AdminRole.ADMIN);
    }

    /** Another's team is answered like one that does not exist, as nobody learns here which teams there are. */
    public static void see(Admin admin, String team) {
        if (!admin.maySee(team)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    public static void manage(Admin admin, String team) {
        if (!admin.mayManage(team)) {
            throw new AccessDeniedException("not a team of " + admin.name());
        }
    }

    public static <T> T found(@Nullable T object) {
        if (object == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return object;
    }
}
