package dev.atlasgateway.admin.signin.role;

import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.admin.signin.RequireSignedIn;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import jakarta.annotation.security.PermitAll;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** Role that a handler method requires, according to its annotation. A method without exactly one annotation is closed. */
enum RequiredRole {
    NONE,
    SIGNED_IN,
    READER,
    ADMIN,
    CLOSED;

    private static final Map<Class<? extends Annotation>, RequiredRole> BY_ANNOTATION = Map.of(
            PermitAll.class, NONE,
            RequireSignedIn.class, SIGNED_IN,
            RequireTeamLead.class, SIGNED_IN,
            RequireReader.class, READER,
            RequireAdmin.class, ADMIN);

    static RequiredRole of(HandlerMethod handler) {
        var present = BY_ANNOTATION.keySet().stream()
                .filter(annotation -> AnnotatedElementUtils.hasAnnotation(handler.getMethod(), annotation))
                .toList();
        return present.size() == 1 ? BY_ANNOTATION.getOrDefault(present.getFirst(), CLOSED) : CLOSED;
    }

    /** @param roles the roles of the signed-in admin; empty if no admin is signed in */
    boolean admits(Set<AdminRole> roles) {
        return switch (this) {
            case NONE -> true;
            case SIGNED_IN -> !roles.isEmpty();
            case READER -> roles.contains(AdminRole.ADMIN) || roles.contains(AdminRole.AUDITOR);
            case ADMIN -> roles.contains(AdminRole.ADMIN);
            case CLOSED -> false;
        };
    }
}
