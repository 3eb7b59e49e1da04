package dev.atlasgateway.admin.signin;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** Whom a handler method lets in, as exactly one annotation on it says; any other number of them closes it. */
enum RequiredRole {
    ANYBODY,
    SIGNED_IN,
    READERS,
    ADMINS,
    NOBODY;

    private static final Map<Class<? extends Annotation>, RequiredRole> MEANING = Map.of(
            PermitAll.class, ANYBODY,
            RequireSignedIn.class, SIGNED_IN,
            RequireTeamLead.class, SIGNED_IN,
            RequireReader.class, READERS,
            RequireAdmin.class, ADMINS);

    static RequiredRole of(HandlerMethod handler) {
        var said = new ArrayList<RequiredRole>();
        MEANING.forEach((annotation, meaning) -> {
            if (AnnotatedElementUtils.hasAnnotation(handler.getMethod(), annotation)) {
                said.add(meaning);
            }
        });
        return said.size() == 1 ? said.getFirst() : NOBODY;
    }

    /** @param roles of somebody signed in */
    boolean admits(Set<AdminRole> roles) {
        return switch (this) {
            case ANYBODY -> true;
            case SIGNED_IN -> !roles.isEmpty();
            case READERS -> roles.contains(AdminRole.ADMIN) || roles.contains(AdminRole.AUDITOR);
            case ADMINS -> roles.contains(AdminRole.ADMIN);
            case NOBODY -> false;
        };
    }
}
