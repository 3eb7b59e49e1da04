package dev.atlasgateway.gateway;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that a server sent on a connection. */
record RawReply(String text) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    /** Returns the status of each answer. A smuggled request would add one. */
    String statuses() {
        return STATUS_LINE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.joining(", "));
    }

    /** Returns a header; empty if it is missing. */
    String header(String name) {
        return Pattern.compile("^" + name + ": ([^\r]*)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE)
                .matcher(head())
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.joining(", "));
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(body());
    }

    String body() {
        return text.substring(head().length());
    }

    private String head() {
        return text.substring(0, text.indexOf("\r\n\r\n") + 4);
    }
}
