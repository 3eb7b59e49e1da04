package dev.atlasgateway.signin;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** Whom a handler method lets in, as exactly one annotation on it says; any other number of them closes it. */
enum OpenTo {
    ANYBODY,
    SIGNED_IN,
    READERS,
    ADMINS,
    NOBODY;

    private static final Map<Class<? extends Annotation>, OpenTo> MEANING = Map.of(
            ForAnybody.class, ANYBODY,
            ForEverybodySignedIn.class, SIGNED_IN,
            ForTeams.class, SIGNED_IN,
            ForReaders.class, READERS,
            ForAdmins.class, ADMINS);

    static OpenTo of(HandlerMethod handler) {
        var said = new ArrayList<OpenTo>();
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
