package dev.atlasgateway.console;

import dev.atlasgateway.signin.Admin;
import dev.atlasgateway.signin.AdminRole;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.server.ResponseStatusException;

/** How far somebody who is signed in may reach. */
final class Reach {

    private Reach() {}

    /** Whether every change is theirs to make. */
    static boolean everything(Admin admin) {
        return admin.roles().contains(AdminRole.ADMIN);
    }

    /** Another's team is answered like one that does not exist, as nobody learns here which teams there are. */
    static void see(Admin admin, String team) {
        if (!admin.maySee(team)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    static void manage(Admin admin, String team) {
        if (!admin.mayManage(team)) {
            throw new AccessDeniedException("not a team of " + admin.name());
        }
    }

    static <T> T found(@Nullable T object) {
        if (object == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return object;
    }
}
