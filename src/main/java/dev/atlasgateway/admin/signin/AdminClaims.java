package dev.atlasgateway.admin.signin;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from the claims of the company's OpenID provider who somebody is on the admin side. */
final class AdminClaims {

    private final SigninProperties properties;

    AdminClaims(SigninProperties properties) {
        this.properties = properties;
    }

    /** @throws SignInRefused if the claims give no role here */
    Admin admin(Map<String, Object> claims) {
        var roles = values(claims, properties.roles().claim())
                .map(properties.roles().values()::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (roles.isEmpty()) {
            throw SignInRefused.withoutRole(name(claims));
        }
        var names = properties.teams().values();
        var teams = values(claims, properties.teams().claim())
                .map(value -> names.isEmpty() ? value : names.get(value))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new Admin(name(claims), roles, teams);
    }

    /** Nobody of the company is called like the local admin: revisions and the audit would not tell them apart. */
    private String name(Map<String, Object> claims) {
        var sub = String.valueOf(claims.get("sub"));
        var name = claims.get(properties.nameClaim()) instanceof String said && !said.isBlank() ? said.strip() : sub;
        return name.equalsIgnoreCase(properties.bootstrap().name()) ? "%s (sub %s)".formatted(name, sub) : name;
    }

    private static Stream<String> values(Map<?, ?> claims, String claim) {
        var value = value(claims, claim);
        var several = value instanceof Collection<?> collection ? collection.stream() : Stream.ofNullable(value);
        return several.filter(String.class::isInstance).map(String.class::cast);
    }

    /** Of the claim so named, dots and all, before that of one within another. */
    private static @Nullable Object value(Map<?, ?> claims, String claim) {
        var dot = claim.indexOf('.');
        if (claims.containsKey(claim) || dot < 0) {
            return claims.get(claim);
        }
        return claims.get(claim.substring(0, dot)) instanceof Map<?, ?> within
                ? value(within, claim.substring(dot + 1))
                : null;
    }
}
