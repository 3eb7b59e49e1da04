package dev.atlasgateway.simulator.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.reply.ApiError.BadRequestDetail;
import dev.atlasgateway.simulator.reply.ApiError.FieldViolation;
import java.util.List;

/** The errors of Atlas, with their codes, sentences and parameters as recorded or documented. */
public final class Errors {

    private static final byte[] UNAUTHORIZED_BODY = """
            {
              "error" : 401,
              "reason" : "Unauthorized",
              "detail" : "You are not authorized for this resource.",
              "errorCode" : "UNEXPECTED_ERROR"
            }""".getBytes(UTF_8);

    private Errors() {}

    /** Returns any error. Absent parameters are sent as null, as Atlas does for unexpected errors. */
    public static ErrorReplyException of(int status, String errorCode, String detail, Object... parameters) {
        var given = parameters.length == 0 ? null : List.of(parameters);
        var error = new ApiError(null, detail, status, errorCode, given, ReasonPhrases.of(status));
        return new ErrorReplyException(reply(status, error));
    }

    /** As recorded for the Digest challenge, pretty-printed and without {@code X-Error-Code}; for Bearer it is inferred. */
    public static ErrorReplyException unauthorized() {
        return new ErrorReplyException(new Reply(401, "application/json", UNAUTHORIZED_BODY));
    }

    /** Lists every violation; the sentence names the first. */
    public static ErrorReplyException validation(List<FieldViolation> violations) {
        var first = violations.getFirst().description();
        var error = new ApiError(
                new BadRequestDetail(violations),
                "The request content produced the validation error: " + first + ".",
                400,
                "VALIDATION_ERROR",
                List.of(first),
                ReasonPhrases.of(400));
        return new ErrorReplyException(reply(400, error));
    }

    /** Returns an error whose HTTP status may differ from the status in its body. */
    public static Reply reply(int status, ApiError error) {
        return new Reply(status, "application/json", error).with("X-Error-Code", error.errorCode());
    }
}
