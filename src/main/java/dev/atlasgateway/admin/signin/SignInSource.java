package dev.atlasgateway.admin.signin;

import java.util.Map;
import java.util.TreeMap;

/**
 * How somebody comes to sign in.
 *
 * @param door {@code console} or {@code api}
 * @param by {@code password}, or the name of the OpenID provider's registration
 * @param identity {@code issuer} and {@code sub} of whom a provider vouched for, as people may share a name
 */
record SignInSource(String door, String by, String address, Map<String, String> identity) {

    static final String CONSOLE = "console";
    static final String API = "api";
    static final String PASSWORD = "password";

    SignInSource(String door, String by, String address) {
        this(door, by, address, Map.of());
    }

    boolean byPassword() {
        return by.equals(PASSWORD) && identity.isEmpty();
    }

    Map<String, String> detail() {
        var detail = new TreeMap<>(identity);
        detail.put("by", by);
        detail.put("address", address);
        return detail;
    }
}
