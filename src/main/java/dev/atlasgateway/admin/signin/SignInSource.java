package dev.atlasgateway.admin.signin;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a sign-in comes from, for the admin events.
 *
 * @param target {@link #CONSOLE} or {@link #API}
 * @param method {@link #PASSWORD}, or the registration id of the OpenID provider
 * @param identity {@code issuer} and {@code sub} of a user of an OpenID provider, because several users may have the same
 *     name
 */
public record SignInSource(String target, String method, String address, Map<String, String> identity) {

    public static final String CONSOLE = "console";
    public static final String API = "api";
    public static final String PASSWORD = "password";

    public SignInSource(String target, String method, String address) {
        this(target, method, address, Map.of());
    }

    public boolean isByPassword() {
        return method.equals(PASSWORD) && identity.isEmpty();
    }

    Map<String, String> details() {
        var details = new TreeMap<>(identity);
        details.put("by", method);
        details.put("address", address);
        return details;
    }
}
