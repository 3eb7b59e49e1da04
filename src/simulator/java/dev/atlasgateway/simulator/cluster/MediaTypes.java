package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.Errors;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Atlas's versioned media types: the client names a date, and Atlas uses the newest version up to that date. */
final class MediaTypes {

    static final String JSON = "application/json";

    private static final Set<String> VERSIONS = Set.of(
            "2023-01-01",
            "2023-02-01",
            "2023-10-01",
            "2023-11-15",
            "2024-05-30",
            "2024-08-05",
            "2024-10-23",
            "2024-11-13",
            "2025-02-19",
            "2025-03-12");
    private static final Pattern VENDOR =
            Pattern.compile("application/vnd\\.atlas\\.(\\d{4}-\\d{2}-\\d{2})\\+json(?![\\w.+-])");

    private MediaTypes() {}

    static String vendor(String version) {
        return "application/vnd.atlas." + version + "+json";
    }

    /** Rejects with 406 unless the client accepts a known version that is no older than the resource's first. */
    static void requireVersion(@Nullable String accept, String first) {
        if (accept == null || !names(accept, first)) {
            throw Errors.of(406, "INVALID_VERSION_DATE", "Invalid accept header or version date.");
        }
    }

    /** Rejects with 406 a client of v1.0 that does not accept JSON. */
    static void requirePlainJson(@Nullable String accept) {
        if (accept != null && !accept.contains(JSON) && !accept.contains("*/*") && !accept.contains("application/*")) {
            throw Errors.of(406, "NOT_ACCEPTABLE", "Only application/json can be given.");
        }
    }

    /** Rejects with 415 a body that is neither plain JSON nor, if given, of the vendor type. */
    static void requireJsonBody(@Nullable String contentType, @Nullable String first) {
        var type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase(JSON) && (first == null || !names(type, first))) {
            throw Errors.of(415, "UNSUPPORTED_MEDIA_TYPE", "The content type of the request is not supported.");
        }
    }

    private static boolean names(String text, String first) {
        var matcher = VENDOR.matcher(text);
        return matcher.find()
                && VERSIONS.contains(matcher.group(1))
                && matcher.group(1).compareTo(first) >= 0;
    }
}
