package dev.atlasgateway.simulator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Replaces a credential by a hash that identifies it. */
final class Redaction {

    private static final Pattern FORM_TOKEN = Pattern.compile("(^|&)(token|client_secret)=([^&]*)");

    private Redaction() {}

    /** Returns the scheme and a short hash: {@code Bearer sha256:0123456789ab}. */
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
        return "sha256:" + hex(text).substring(0, 12);
    }

    private static String hex(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
