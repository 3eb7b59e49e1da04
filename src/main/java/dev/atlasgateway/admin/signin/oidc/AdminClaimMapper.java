package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.SignInRejectedException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Maps the claims of a user of the company's OpenID provider to an {@link Admin}. */
public final class AdminClaimMapper {

    private final SignInProperties properties;

    AdminClaimMapper(SignInProperties properties) {
        this.properties = properties;
    }

    /** @throws SignInRejectedException if the claims name no role */
    public Admin toAdmin(Map<String, Object> claims) {
        var roles = values(claims, properties.roles().claim())
                .map(properties.roles().values()::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (roles.isEmpty()) {
            throw SignInRejectedException.withoutRole(name(claims));
        }
        var names = properties.teams().values();
        var teams = values(claims, properties.teams().claim())
                .map(value -> names.isEmpty() ? value : names.get(value))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new Admin(name(claims), roles, teams);
    }

    /** Adds the {@code sub} to the local admin's name, so that revisions and the audit can tell the two apart. */
    private String name(Map<String, Object> claims) {
        var sub = String.valueOf(claims.get("sub"));
        var name = claims.get(properties.nameClaim()) instanceof String text && !text.isBlank() ? text.strip() : sub;
        return name.equalsIgnoreCase(properties.bootstrap().name()) ? "%s (sub %s)".formatted(name, sub) : name;
    }

    private static Stream<String> values(Map<?, ?> claims, String claim) {
        var value = value(claims, claim);
        var several = value instanceof Collection<?> collection ? collection.stream() : Stream.ofNullable(value);
        return several.filter(String.class::isInstance).map(String.class::cast);
    }

    /** Prefers a claim whose own name contains the dots to a nested one. */
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
