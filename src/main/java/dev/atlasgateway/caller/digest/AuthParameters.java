package dev.atlasgateway.caller.digest;

import dev.atlasgateway.caller.DigestException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the parameters of an {@code Authorization} header strictly (RFC 9110, sections 5.6 and 11.2). */
final class AuthParameters {

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private final String text;
    private int at;

    private AuthParameters(String text) {
        this.text = text;
    }

    /**
     * Returns the values by the names in lower case. A value is a token or a quoted string.
     *
     * @throws DigestException if the text has another form, or a name twice
     */
    static Map<String, String> read(String text) {
        return new AuthParameters(text).read();
    }

    private Map<String, String> read() {
        var values = new HashMap<String, String>();
        skipSpace();
        while (true) {
            var name = token().toLowerCase(Locale.ROOT);
            skipSpace();
            expect('=');
            skipSpace();
            if (values.put(name, next() == '"' ? quoted() : token()) != null) {
                throw DigestException.malformed("The Authorization header has a parameter twice.");
            }
            skipSpace();
            if (at == text.length()) {
                return values;
            }
            expect(',');
            skipSpace();
        }
    }

    private String token() {
        var start = at;
        while (isTokenCharacter(next())) {
            at++;
        }
        if (at == start) {
            throw unreadable();
        }
        return text.substring(start, at);
    }

    private String quoted() {
        var value = new StringBuilder();
        at++;
        while (next() != '"') {
            if (next() == '\\') {
                at++;
            }
            if (at >= text.length()) {
                throw unreadable();
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    private void expect(char expected) {
        if (next() != expected) {
            throw unreadable();
        }
        at++;
    }

    private void skipSpace() {
        while (next() == ' ' || next() == '\t') {
            at++;
        }
    }

    /** Returns the next character; 0, which no part of a header may be, at the end. */
    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isTokenCharacter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || (character != 0 && TOKEN_SYMBOLS.indexOf(character) >= 0);
    }

    private static DigestException unreadable() {
        return DigestException.malformed(
                "The Authorization header cannot be read: after Digest it has name=value or name=\"value\", with commas between.");
    }
}
