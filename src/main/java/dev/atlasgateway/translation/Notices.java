package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Page;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.policy.Project.Contract;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Headers that tell the caller more about an answer: the deprecation of the operation, its successor, and warnings.
 *
 * <p>The dates are those that Atlas announced: for {@code updateServerlessInstance}, which it has removed, and for the reads.
 */
record Notices(String atlasUrl) {

    private static final String DEPRECATION = "Wed, 10 Dec 2025 00:00:00 GMT";
    private static final String SUNSET = "Thu, 15 Jan 2026 00:00:00 GMT";
    private static final String SUNSET_OF_READS = "Mon, 18 Jan 2027 00:00:00 GMT";
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[\\x20-\\x7E]*");
    private static final int MOST_WARNINGS = 4_000;

    private static final Pattern INSTANCE = Pattern.compile(
            "/api/atlas/(v1\\.0|v2)/groups/(?<groupId>[a-f0-9]{24})/serverless(?<name>/[a-zA-Z0-9][a-zA-Z0-9-]{0,63})?");

    /** ASCII for characters that normalization does not turn into ASCII. */
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

    /** Adds the headers of a deprecated operation to any answer on its path, also to errors, as Atlas does. */
    ApiResponse onAny(ApiRequest request, ApiResponse response) {
        var instance = INSTANCE.matcher(request.path());
        if (!instance.matches()) {
            return response;
        }
        var headers = new HashMap<>(response.headers());
        headers.put("Deprecation", DEPRECATION);
        headers.put("Sunset", READS.contains(request.method()) ? SUNSET_OF_READS : SUNSET);
        headers.put(
                "Link",
                "<" + atlasUrl + "/api/atlas/v2/groups/" + instance.group("groupId") + "/flexClusters"
                        + Objects.requireNonNullElse(instance.group("name"), "") + ">; rel=\"successor-version\"");
        return new ApiResponse(response.status(), headers, response.body());
    }

    /** @param atlas what Atlas answered */
    static Map<String, String> onSuccess(ApprovedChange approved, Contract contract, ObjectNode atlas) {
        var warnings = new ArrayList<>(approved.warnings());
        warnings.addAll(approved.change().repetitions());
        if (approved.authorized().call().operation().isList() && InstanceList.isCut(atlas)) {
            warnings.add("Atlas has more instances than the gateway lists; only the first %d were asked for"
                    .formatted(Page.MAX_SIZE));
        }
        if (contract == Contract.FLEX && approved.change().continuousBackup() != null) {
            warnings.add("serverlessBackupOptions has no effect on flex clusters and was not forwarded");
        }
        return warnings.isEmpty()
                ? Map.of()
                : Map.of(
                        "Warning",
                        bounded(warnings.stream().map(Notices::warning).toList()));
    }

    /** Joins as many warnings as fit into the headers. The change has been made; its warnings must not make the answer fail. */
    private static String bounded(List<String> warnings) {
        var joined = new StringJoiner(", ");
        for (int i = 0; i < warnings.size(); i++) {
            if (joined.length() + warnings.get(i).length() > MOST_WARNINGS) {
                joined.add(warning((warnings.size() - i) + " more; the audit record of this call has them"));
                break;
            }
            joined.add(warnings.get(i));
        }
        return joined.toString();
    }

    /** Adds a warning to an error of Atlas if this attempt or an earlier one may have made the change. */
    static ApiResponse onError(Reply reply, ApiResponse response) {
        if (!reply.mayHaveApplied()) {
            return response;
        }
        var headers = new HashMap<>(response.headers());
        headers.put("Warning", warning("the change may have been made; read the instance"));
        return new ApiResponse(response.status(), headers, response.body());
    }

    private static String warning(String text) {
        var printable = ascii(text).replace("\\", "\\\\").replace("\"", "\\\"");
        return "299 atlas-gateway \"" + printable + "\"";
    }

    /** Returns the text in ASCII, still readable: a quoted string in a header allows no other characters (RFC 9110, 5.5). */
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
