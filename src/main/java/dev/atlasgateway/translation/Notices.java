package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.policy.Project.Contract;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What an answer tells besides itself: that the operation is deprecated, where its successor is, and what was not done.
 *
 * <p>The dates are those that Atlas itself announced for {@code updateServerlessInstance} (recorded headers).
 */
final class Notices {

    private static final String DEPRECATION = "Wed, 10 Dec 2025 00:00:00 GMT";
    private static final String SUNSET = "Thu, 15 Jan 2026 00:00:00 GMT";

    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[\\x20-\\x7E]*");
    private static final int MOST_WARNINGS = 4_000;

    private static final Pattern INSTANCE = Pattern.compile(
            "/api/atlas/v1\\.0/groups/(?<groupId>[a-f0-9]{24})/serverless/(?<name>[a-zA-Z0-9][a-zA-Z0-9-]{0,63})");

    /** What has no accent to lose. */
    private static final Map<String, String> LIKENESSES = Map.ofEntries(
            Map.entry("\\p{Pd}|\u2212", "-"),
            Map.entry("[\u00ab\u00bb\u201c-\u201f\u2033]", "\""),
            Map.entry("[\u2018-\u201b\u2032\u2039\u203a]", "'"),
            Map.entry("[\u2022\u00b7]", "*"),
            Map.entry("\u2192", "->"),
            Map.entry("\u20ac", "EUR"),
            Map.entry("\u00df", "ss"),
            Map.entry("\u00e6", "ae"),
            Map.entry("\u00c6", "AE"),
            Map.entry("\u0153", "oe"),
            Map.entry("\u0152", "OE"),
            Map.entry("\u00f8", "o"),
            Map.entry("\u00d8", "O"),
            Map.entry("\u0142", "l"),
            Map.entry("\u0141", "L"),
            Map.entry("\u0131", "i"),
            Map.entry("\\p{Zs}", " "));

    private final String atlasUrl;

    Notices(String atlasUrl) {
        this.atlasUrl = atlasUrl;
    }

    /** On success and error alike, as Atlas does, wherever the path is one of the deprecated operations'. */
    ApiResponse onAny(String path, ApiResponse response) {
        var instance = INSTANCE.matcher(path);
        if (!instance.matches()) {
            return response;
        }
        var headers = new HashMap<>(response.headers());
        headers.put("Deprecation", DEPRECATION);
        headers.put("Sunset", SUNSET);
        headers.put(
                "Link",
                "<" + atlasUrl + "/api/atlas/v2/groups/" + instance.group("groupId") + "/flexClusters/"
                        + instance.group("name") + ">; rel=\"successor-version\"");
        return new ApiResponse(response.status(), headers, response.body());
    }

    static Map<String, String> onSuccess(ApprovedChange cleared, Contract contract) {
        var warnings = new ArrayList<>(cleared.warnings());
        if (contract == Contract.FLEX && cleared.change().continuousBackup() != null) {
            warnings.add("serverlessBackupOptions has no effect on flex clusters and was not forwarded");
        }
        return warnings.isEmpty()
                ? Map.of()
                : Map.of(
                        "Warning",
                        bounded(warnings.stream().map(Notices::warning).toList()));
    }

    /** As many as an answer's headers have room for: the change has been made, and must not fail by what is said of it. */
    private static String bounded(List<String> warnings) {
        var told = new StringJoiner(", ");
        for (int i = 0; i < warnings.size(); i++) {
            if (told.length() + warnings.get(i).length() > MOST_WARNINGS) {
                told.add(warning((warnings.size() - i) + " more; the audit record of this call has them"));
                break;
            }
            told.add(warnings.get(i));
        }
        return told.toString();
    }

    /** Atlas's refusal is the last word, but not the whole truth when an earlier attempt may have gone through. */
    static ApiResponse onError(Reply reply, ApiResponse response) {
        if (!reply.mayHaveApplied()) {
            return response;
        }
        var headers = new HashMap<>(response.headers());
        headers.put("Warning", warning("an earlier attempt may have made the change; read the instance"));
        return new ApiResponse(response.status(), headers, response.body());
    }

    private static String warning(String text) {
        var printable = ascii(text).replace("\\", "\\\\").replace("\"", "\\\"");
        return "299 atlas-gateway \"" + printable + "\"";
    }

    /** The text so that people can still read it: a quoted string in a header has no other characters (RFC 9110, 5.5). */
    private static String ascii(String text) {
        if (PRINTABLE_ASCII.matcher(text).matches()) {
            return text;
        }
        var ascii = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        for (var likeness : LIKENESSES.entrySet()) {
            ascii = ascii.replaceAll(likeness.getKey(), likeness.getValue());
        }
        return ascii.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
