package dev.atlasgateway.admin.signin;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in comes from, for the admin events.
 *
 * @param target {@link #CONSOLE} or {@link #API}
 * @param method {@link #PASSWORD}, or the registration id of the OpenID provider
 * @param provider the session at the OpenID provider; null for a password
 */
public record SignInSource(
        String target,
        String method,
        String address,
        @Nullable ProviderSession provider) {

    public static final String CONSOLE = "console";
    public static final String API = "api";
    public static final String PASSWORD = "password";

    public SignInSource(String target, String method, String address) {
        this(target, method, address, null);
    }

    public boolean isByPassword() {
        return method.equals(PASSWORD) && provider == null;
    }

    Map<String, String> details() {
        var details = new TreeMap<>(provider == null ? Map.<String, String>of() : provider.identity());
        details.put("by", method);
        details.put("address", address);
        return details;
    }
}
