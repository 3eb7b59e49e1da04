package dev.atlasgateway.exchange;

import io.netty.util.NetUtil;
import java.net.InetAddress;
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
            return Optional.of(NetUtil.toAddressString(InetAddress.ofLiteral(withoutPort(text))));
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
}
