package dev.atlasgateway.simulator.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.wire.WireRequest;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a form-encoded body. */
record FormFields(Map<String, String> fields) {

    private static final String TYPE = "application/x-www-form-urlencoded";

    static FormFields of(WireRequest request) {
        var type = request.header("Content-Type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(TYPE)) {
            throw OAuthErrors.invalidRequest("The body must be " + TYPE + ".");
        }
        var fields = new HashMap<String, String>();
        for (var pair : new String(request.body(), UTF_8).split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0
                    && fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))) != null) {
                throw OAuthErrors.invalidRequest("A parameter is given twice.");
            }
        }
        return new FormFields(fields);
    }

    String required(String name) {
        @Nullable String value = fields.get(name);
        if (value == null) {
            throw OAuthErrors.invalidRequest("The parameter " + name + " is missing.");
        }
        return value;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthErrors.invalidRequest("The body is not form-encoded.");
        }
    }
}
