package dev.atlasgateway.admin.api.request;

import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Creates RFC 9457 problems that name every wrong field. */
public final class Problems {

    private Problems() {}

    /**
     * An error of the body.
     *
     * @param pointer RFC 6901 into the body; empty for the body as a whole
     * @param detail what is wrong and what would be right, to be read after the field's name
     */
    public record FieldError(String pointer, String detail) {

        /** Whether both are about the same part of the body. */
        public boolean isWhere(FieldError other) {
            return pointer.equals(other.pointer);
        }

        /** Returns the error with its pointer inside a part of the body. An error of the whole body stays. */
        public FieldError within(String part) {
            return pointer.isEmpty() ? this : new FieldError(part + pointer, detail);
        }
    }

    /**
     * An error of a parameter.
     *
     * @param detail what is wrong and what would be right, to be read after the parameter's name
     */
    public record ParameterError(String parameter, String detail) {}

    /**
     * An error of a header.
     *
     * @param detail what is wrong and what would be right, to be read after the header's name
     */
    public record HeaderError(String header, String detail) {}

    public static ErrorResponseException of(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    public static ErrorResponseException of(HttpStatus status, String detail, List<? extends Record> errors) {
        var problem = of(status, detail);
        problem.getBody().setProperty("errors", errors);
        return problem;
    }

    public static ErrorResponseException notFound() {
        return of(HttpStatus.NOT_FOUND, "There is no such object, or you may not see it.");
    }

    public static ErrorResponseException badField(String pointer, String detail) {
        return of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "The body is refused; nothing was changed.",
                List.of(new FieldError(pointer, detail)));
    }

    public static ErrorResponseException badParameter(String parameter, String detail) {
        return badParameter(HttpStatus.BAD_REQUEST, parameter, detail);
    }

    public static ErrorResponseException badParameter(HttpStatus status, String parameter, String detail) {
        return of(
                status,
                "The parameter " + parameter + " " + detail + ".",
                List.of(new ParameterError(parameter, detail)));
    }

    public static ErrorResponseException badHeader(String header, String detail) {
        return of(HttpStatus.BAD_REQUEST, header + " " + detail + ".", List.of(new HeaderError(header, detail)));
    }

    /**
     * Returns what the policy's rules find wrong.
     *
     * @param isSent whether the request sent the object, so that the error points into its body
     * @param keyField the field of the object's key
     */
    public static List<FieldError> errors(
            InvalidPolicyException invalid, Predicate<PolicyObject> isSent, String keyField) {
        return errors(invalid.faults(), invalid.sentences(), isSent, keyField);
    }

    /** @param sentences the errors if there are no faults */
    public static List<FieldError> errors(
            List<Fault> faults, List<String> sentences, Predicate<PolicyObject> isSent, String keyField) {
        return faults.isEmpty()
                ? sentences.stream()
                        .map(sentence -> new FieldError("", sentence))
                        .toList()
                : faults.stream().map(fault -> error(fault, isSent, keyField)).toList();
    }

    private static FieldError error(Fault fault, Predicate<PolicyObject> isSent, String keyField) {
        return isSent.test(fault.object())
                ? new FieldError(pointer(fault.field().isEmpty() ? keyField : fault.field()), fault.sentence())
                : new FieldError("", fault.toString());
    }

    /** Returns a name as a part of a pointer. */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Returns the pointer to a field inside others. */
    public static String pointer(List<String> steps) {
        return steps.stream().map(step -> "/" + escape(step)).collect(Collectors.joining());
    }

    /** Returns {@code /secrets/0/sha256} for {@code secrets[0].sha256}. */
    public static String pointer(String path) {
        return path.isEmpty()
                ? ""
                : "/" + path.replace("[", "/").replace("]", "").replace(".", "/");
    }
}
