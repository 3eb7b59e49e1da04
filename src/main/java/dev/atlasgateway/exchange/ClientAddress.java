package dev.atlasgateway.exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** Spelling of IP addresses: the one of RFC 5952, without brackets and port, so that equal addresses are equal texts. */
public final class ClientAddress {

    private ClientAddress() {}

    /** Returns the address in its one spelling, or the text as it is if it is not an IP address. */
    public static String of(String text) {
        return parse(text).orElse(text);
    }

    /** Returns the address in its one spelling; empty if the text is not an IP address, with or without a port. */
    public static Optional<String> parse(String text) {
        try {
            return Optional.of(spelling(InetAddress.ofLiteral(withoutPort(text))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutPort(String text) {
        if (text.startsWith("[")) {
            var end = text.indexOf(']');
            return end > 0 && text.substring(end + 1).matches("(:\\d{1,5})?") ? text.substring(1, end) : text;
        }
        var colon = text.indexOf(':');
        return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }

    /** Java writes every group of an IPv6 address. RFC 5952 leaves out the first of the longest runs of zeros. */
    private static String spelling(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        var groups = address.getHostAddress().replaceFirst("%.*", "").split(":");
        var start = 0;
        var length = 1; // a single zero is written
        for (var from = 0; from < groups.length; from++) {
            var to = from;
            while (to < groups.length && groups[to].equals("0")) {
                to++;
            }
            if (to - from > length) {
                start = from;
                length = to - from;
            }
        }
        return length == 1
                ? String.join(":", groups)
                : join(groups, 0, start) + "::" + join(groups, start + length, groups.length);
    }

    private static String join(String[] groups, int from, int to) {
        return String.join(":", Arrays.asList(groups).subList(from, to));
    }
}
