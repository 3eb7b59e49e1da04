package dev.atlasgateway.signin;

import java.util.Map;

/**
 * How somebody comes to sign in.
 *
 * @param door {@code console} or {@code api}
 * @param by {@code password}, or the name of the OpenID provider's registration
 */
record Whence(String door, String by, String address) {

    static final String CONSOLE = "console";
    static final String API = "api";
    static final String PASSWORD = "password";

    Map<String, String> detail() {
        return Map.of("by", by, "address", address);
    }
}
