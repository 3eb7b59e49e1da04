package dev.atlasgateway.contract;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Media types of v2: a client names a date and gets the newest version of the resource up to that date. */
final class VersionedMediaType {

    private static final Pattern SUBTYPE = Pattern.compile("vnd\\.atlas\\.(\\d{4}-\\d{2}-\\d{2})\\+json");

    private VersionedMediaType() {}

    /** @throws Refusal (406) if the client does not accept a version of this API. Any client may call v1.0 */
    static void requireAccepted(HttpHeaders headers, Api api) {
        var accept = headers.getOrEmpty(HttpHeaders.ACCEPT);
        if (api.oldest() != null
                && !accept.equals(List.of(api.mediaType()))
                && types(accept).stream().noneMatch(type -> isVersionOf(type, api))) {
            throw Refusal.of(
                    Problem.INVALID_VERSION_DATE,
                    "Invalid accept header or version date. Send Accept: %s, or a later date."
                            .formatted(api.mediaType()));
        }
    }

    /** Returns whether the type names the version of this API, or a later date. */
    static boolean isVersionOf(MediaType type, Api api) {
        var named = SUBTYPE.matcher(type.getSubtype());
        if (api.oldest() == null || !type.getType().equals("application") || !named.matches()) {
            return false;
        }
        try {
            return !LocalDate.parse(named.group(1)).isBefore(api.oldest());
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static List<MediaType> types(List<String> accept) {
        try {
            return MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            return List.of();
        }
    }
}
