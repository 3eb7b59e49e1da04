package dev.atlasgateway.admin.api;

import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.PolicyObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** RFC 9457 problems that name every field at fault. */
final class Problems {

    private Problems() {}

    /**
     * One thing wrong with what was sent.
     *
     * @param pointer RFC 6901 into the body; empty for the body as a whole
     * @param detail what is wrong and what would be right, to be read after the field's name
     */
    record FieldError(String pointer, String detail) {

        /** Whether both are about the same part of the body. */
        boolean isWhere(FieldError other) {
            return pointer.equals(other.pointer);
        }

        /** The same of a part of the body; of the body as a whole it stays. */
        FieldError within(String part) {
            return pointer.isEmpty() ? this : new FieldError(part + pointer, detail);
        }
    }

    /**
     * One thing wrong with what was asked for.
     *
     * @param detail what is wrong and what would be right, to be read after the parameter's name
     */
    record ParameterError(String parameter, String detail) {}

    /**
     * One thing wrong with a header.
     *
     * @param detail what is wrong and what would be right, to be read after the header's name
     */
    record HeaderError(String header, String detail) {}

    static ErrorResponseException of(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    static ErrorResponseException of(HttpStatus status, String detail, List<? extends Record> errors) {
        var problem = of(status, detail);
        problem.getBody().setProperty("errors", errors);
        return problem;
    }

    static ErrorResponseException missing() {
        return of(HttpStatus.NOT_FOUND, "There is none of this name, or none that you may see.");
    }

    static ErrorResponseException badField(String pointer, String detail) {
        return of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "The body is refused; nothing was changed.",
                List.of(new FieldError(pointer, detail)));
    }

    static ErrorResponseException badParameter(String parameter, String detail) {
        return badParameter(HttpStatus.BAD_REQUEST, parameter, detail);
    }

    static ErrorResponseException badParameter(HttpStatus status, String parameter, String detail) {
        return of(
                status,
                "The parameter " + parameter + " " + detail + ".",
                List.of(new ParameterError(parameter, detail)));
    }

    static ErrorResponseException badHeader(String header, String detail) {
        return of(HttpStatus.BAD_REQUEST, header + " " + detail + ".", List.of(new HeaderError(header, detail)));
    }

    /**
     * What the rules of the policy find wrong.
     *
     * @param own what was sent; null where nothing was
     * @param keyField the field that faults of the object's key are about
     */
    static List<FieldError> errors(InvalidPolicy invalid, @Nullable PolicyObject own, String keyField) {
        if (invalid.faults().isEmpty()) {
            return invalid.sentences().stream()
                    .map(sentence -> new FieldError("", sentence))
                    .toList();
        }
        return invalid.faults().stream()
                .map(fault -> error(fault, own, keyField))
                .toList();
    }

    private static FieldError error(Fault fault, @Nullable PolicyObject own, String keyField) {
        return fault.object().equals(own)
                ? new FieldError(pointer(fault.field().isEmpty() ? keyField : fault.field()), fault.sentence())
                : new FieldError("", fault.toString());
    }

    /** A name as a part of a pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** {@code secrets[0].sha256} as {@code /secrets/0/sha256}. */
    static String pointer(String path) {
        return path.isEmpty()
                ? ""
                : "/" + path.replace("[", "/").replace("]", "").replace(".", "/");
    }
}
