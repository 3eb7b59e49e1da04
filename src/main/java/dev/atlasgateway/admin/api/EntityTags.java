package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Reads the ETags of {@code If-Match} (RFC 9110, section 13.1.1), and rejects what is not one. */
final class EntityTags {

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]+\"";
    private static final Pattern LIST = Pattern.compile(TAG + "(?:[ \\t]*,[ \\t]*" + TAG + ")*");

    private EntityTags() {}

    /** Returns the ETags, or only {@code *}; empty if the header is missing. */
    static List<String> ifMatch(HttpHeaders headers) {
        var tags = new ArrayList<String>();
        for (var line : headers.getOrEmpty(HttpHeaders.IF_MATCH)) {
            if (line.strip().equals("*")) {
                tags.add("*");
            } else if (LIST.matcher(line.strip()).matches()) {
                Pattern.compile(TAG).matcher(line).results().forEach(tag -> tags.add(tag.group()));
            } else {
                throw Problems.badHeader(HttpHeaders.IF_MATCH, "must be an ETag in quotes, such as \"7\", or *");
            }
        }
        rejectWeak(tags);
        return tags;
    }

    /** A weak ETag never matches, so without this the client would read that the object has changed. */
    private static void rejectWeak(List<String> tags) {
        if (tags.stream().anyMatch(tag -> tag.startsWith("W/"))) {
            throw Problems.badHeader(
                    HttpHeaders.IF_MATCH, "has a weak ETag, which never matches: send the ETag without W/");
        }
    }
}
