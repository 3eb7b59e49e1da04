package dev.atlasgateway.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.cluster.RateLimit;
import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.ReasonPhrases;
import dev.atlasgateway.simulator.reply.Reply;
import dev.atlasgateway.simulator.token.OAuthErrors;
import dev.atlasgateway.simulator.token.TokenLimits;
import dev.atlasgateway.simulator.wire.WireRequest;
import java.util.Map;

/** The replies that faults send instead of the true one. */
final class SampleReplies {

    private static final String JSON = "application/json";

    /** Returns the reply to a request that was not carried out. */
    static final Reply NOT_APPLIED = Reply.ok(JSON, Map.of("detail", "This request was not carried out, by order."));

    private static final Map<Integer, String> USUAL_CODES = Map.of(
            400, "VALIDATION_ERROR",
            402, "NO_PAYMENT_INFORMATION_FOUND",
            403, "IP_ADDRESS_NOT_ON_ACCESS_LIST",
            404, "CLUSTER_NOT_FOUND",
            409, "CANNOT_UPDATE_PAUSED_CLUSTER",
            429, "RATE_LIMITED_TOKEN_BUCKET",
            503, "SERVICE_UNAVAILABLE");

    private SampleReplies() {}

    static Reply of(Effect.Status status, WireRequest request) {
        var bodiless = status.status() == 204 || status.status() == 304;
        var reply = switch (bodiless ? Effect.Body.EMPTY : status.body()) {
            case JSON, CUT -> json(status, request);
            case NOT_GZIP -> json(status, request).with("Content-Encoding", "gzip");
            case EMPTY_GZIP -> new Reply(status.status(), JSON, null).with("Content-Encoding", "gzip");
            case HTML -> new Reply(status.status(), "text/html", page(status.status()));
            case EMPTY -> new Reply(status.status(), JSON, null);
        };
        return status.retryAfter() == null ? reply : reply.with("Retry-After", status.retryAfter());
    }

    private static Reply json(Effect.Status status, WireRequest request) {
        if (status.status() < 400) {
            return new Reply(status.status(), JSON, Map.of());
        }
        if (status.status() == 401 && status.errorCode() == null) {
            return Errors.unauthorized().reply();
        }
        var code = status.errorCode() == null
                ? USUAL_CODES.getOrDefault(status.status(), "UNEXPECTED_ERROR")
                : status.errorCode();
        if (code.equals("RATE_LIMITED_TOKEN_BUCKET")) {
            return rateLimited(status, request);
        }
        var detail = code.equals("UNEXPECTED_ERROR") ? "Unexpected error." : "Ordered failure " + code + ".";
        return Errors.of(status.status(), code, detail).reply();
    }

    private static Reply rateLimited(Effect.Status status, WireRequest request) {
        var after = status.retryAfter();
        var seconds = after != null && after.matches("\\d{1,9}") ? Long.parseLong(after) : 0;
        return Errors.reply(status.status(), RateLimit.defaults().exceeded(request.path(), seconds))
                .with("RateLimit-Limit", "1200")
                .with("RateLimit-Remaining", "0");
    }

    static Reply of(Effect.Nonsense nonsense) {
        return switch (nonsense) {
            case HTML -> new Reply(200, "text/html", page(200));
            case TEXT -> new Reply(200, JSON, "upstream says: {not json".getBytes(UTF_8));
            case JSON -> new Reply(200, JSON, "{\"name\":7,\"tags\":\"none\"}".getBytes(UTF_8));
            case BYTES -> throw new IllegalArgumentException("Bytes that are not HTTP are no reply");
        };
    }

    static Reply of(Effect.TokenRefusal refusal, TokenLimits limits) {
        var refused = switch (refusal.status()) {
            case 401 -> OAuthErrors.invalidClient();
            case 403 -> OAuthErrors.accessDenied();
            case 429 -> OAuthErrors.tooManyRequests(limits.requestsPerMinute());
            default -> OAuthErrors.serverError();
        };
        return refused.reply();
    }

    private static byte[] page(int status) {
        var title = status + " " + ReasonPhrases.of(status);
        return "<html><head><title>%s</title></head><body><center><h1>%s</h1></center></body></html>"
                .formatted(title, title)
                .getBytes(UTF_8);
    }
}
