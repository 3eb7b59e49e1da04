package dev.atlasgateway.simulator;

import java.util.regex.Pattern;

/** Shows which credential it was without showing the credential. */
final class Redaction {

    private static final Pattern FORM_TOKEN = Pattern.compile("(^|&)(token|client_secret)=([^&]*)");

    private Redaction() {}

    /** The scheme and a short hash: {@code Bearer sha256:0123456789ab}. */
    static String authorization(String value) {
        var space = value.indexOf(' ');
        return space < 0 ? hash(value) : value.substring(0, space) + " " + hash(value.substring(space + 1));
    }

    static String form(String body) {
        return FORM_TOKEN
                .matcher(body)
                .replaceAll(match -> match.group(1) + match.group(2) + "=" + hash(match.group(3)));
    }

    private static String hash(String text) {
        return "sha256:" + Digests.hex(text).substring(0, 12);
    }
}
