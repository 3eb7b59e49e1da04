package dev.atlasgateway.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.ApiError.BadRequestDetail;
import dev.atlasgateway.simulator.ApiError.FieldViolation;
import java.util.List;

/** Atlas's refusals, with their codes, sentences and parameters as recorded or documented. */
final class Errors {

    private static final byte[] UNAUTHORIZED_BODY = """
            {
              "error" : 401,
              "reason" : "Unauthorized",
              "detail" : "You are not authorized for this resource.",
              "errorCode" : "UNEXPECTED_ERROR"
            }""".getBytes(UTF_8);

    private Errors() {}

    static Refused of(int status, String errorCode, String detail, Object... parameters) {
        var given = parameters.length == 0 ? null : List.of(parameters);
        var error = new ApiError(null, detail, status, errorCode, given, Reasons.of(status));
        return new Refused(reply(status, errorCode, error));
    }

    /** As recorded for the Digest challenge, pretty-printed and without {@code X-Error-Code}; for Bearer it is inferred. */
    static Refused unauthorized() {
        return new Refused(new Reply(401, "application/json", UNAUTHORIZED_BODY, List.of(), false));
    }

    static Refused validation(List<FieldViolation> violations) {
        var first = violations.getFirst().description();
        var error = new ApiError(
                new BadRequestDetail(violations),
                "The request content produced the validation error: " + first + ".",
                400,
                "VALIDATION_ERROR",
                List.of(first),
                Reasons.of(400));
        return new Refused(reply(400, "VALIDATION_ERROR", error));
    }

    static Refused rateLimited(String path, RateLimit limit, long retrySeconds) {
        var error = rateLimit(path, limit, retrySeconds);
        return new Refused(reply(429, error.errorCode(), error).with("Retry-After", Long.toString(retrySeconds)));
    }

    static ApiError rateLimit(String path, RateLimit limit, long retrySeconds) {
        var resource = path.substring(1);
        var period = limit.period().toSeconds();
        var detail = "Rate limit exceeded for " + resource + ". Please retry after " + retrySeconds
                + " seconds. Request capacity: " + limit.capacity() + ". Refill rate: " + limit.refill() + " per "
                + period + " seconds. For more information, see: http://dochub.mongodb.org/core/atlas-api-rate-limit.";
        return new ApiError(
                null,
                detail,
                429,
                "RATE_LIMITED_TOKEN_BUCKET",
                List.of(resource, retrySeconds, limit.capacity(), limit.refill(), period),
                Reasons.of(429));
    }

    static Reply reply(int status, String errorCode, ApiError error) {
        return new Reply(status, "application/json", error, List.of(), false).with("X-Error-Code", errorCode);
    }
}
