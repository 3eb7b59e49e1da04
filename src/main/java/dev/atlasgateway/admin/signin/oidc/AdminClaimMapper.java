package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.SignInRejectedException;
import dev.atlasgateway.caller.ClaimPath;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps the claims of a user of the company's OpenID provider to an {@link Admin}. */
public record AdminClaimMapper(SignInProperties properties) {

    /** @throws SignInRejectedException if the claims name no role */
    public Admin toAdmin(Map<String, Object> claims) {
        var roles = new ClaimPath(properties.roles().claim())
                .texts(claims)
                .map(properties.roles().values()::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (roles.isEmpty()) {
            throw SignInRejectedException.withoutRole(name(claims));
        }
        var names = properties.teams().values();
        var teams = new ClaimPath(properties.teams().claim())
                .texts(claims)
                .map(value -> names.isEmpty() ? value : names.get(value))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new Admin(name(claims), roles, teams, text(claims, "iss"), text(claims, "sub"));
    }

    private static @Nullable String text(Map<String, Object> claims, String claim) {
        var value = claims.get(claim);
        return value == null ? null : value.toString();
    }

    /** Adds the {@code sub} to the local admin's name, so that revisions and the audit can tell the two apart. */
    private String name(Map<String, Object> claims) {
        var sub = String.valueOf(claims.get("sub"));
        var name = new ClaimPath(properties.nameClaim())
                .texts(claims)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(sub);
        return name.equalsIgnoreCase(properties.bootstrap().name()) ? "%s (sub %s)".formatted(name, sub) : name;
    }
}
