package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.api.request.WholeBody;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.revision.ManagedByFileException;
import dev.atlasgateway.revision.OutdatedRevisionException;
import dev.atlasgateway.revision.RefusedRevisionException;
import java.io.IOException;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Renders rejected requests as RFC 9457 problems that name every wrong field. */
@RestControllerAdvice(basePackageClasses = {AdminProblems.class, Admin.class}) // the sign-in belongs to the API too
class AdminProblems extends ResponseEntityExceptionHandler {

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        e.getBody()
                .setDetail(e.getBindingResult().getFieldErrors().stream()
                        .map(AdminProblems::sentence)
                        .sorted()
                        .collect(Collectors.joining("; ")));
        e.getBody()
                .setProperty(
                        "errors",
                        e.getBindingResult().getFieldErrors().stream()
                                .map(error -> new Problems.FieldError(
                                        Problems.pointer(error.getField()), String.valueOf(error.getDefaultMessage())))
                                .sorted(Comparator.comparing(Problems.FieldError::pointer))
                                .toList());
        return super.handleMethodArgumentNotValid(e, headers, status, request);
    }

    /** Sets the media type, because the request's {@code Accept} may be what is wrong. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.createResponseEntity(body, typed, status, request);
    }

    private static String sentence(FieldError error) {
        return error.getField() + " " + error.getDefaultMessage();
    }

    /** Renders a body that is missing or breaks off before its first byte. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                e.getCause() instanceof IOException cut
                        ? WholeBody.incomplete(cut)
                        : Problems.of(HttpStatus.BAD_REQUEST, "The body is empty. It must be a JSON object."),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        e.getBody().setDetail("This path accepts only application/json.");
        return super.handleHttpMediaTypeNotSupported(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problems.badParameter(e.getParameterName(), "is missing"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                Problems.badParameter(String.valueOf(e.getPropertyName()), "must be " + wanted(e.getRequiredType())),
                request);
    }

    private static String wanted(@Nullable Class<?> type) {
        if (type == long.class) {
            return "a whole number";
        }
        if (type == UUID.class) {
            return "an id such as 0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";
        }
        return type == boolean.class ? "true or false" : "of another form";
    }

    private @Nullable ResponseEntity<Object> answer(ErrorResponseException problem, WebRequest request) {
        return handleErrorResponseException(problem, problem.getHeaders(), problem.getStatusCode(), request);
    }

    @ExceptionHandler
    ProblemDetail renderManaged(ManagedByFileException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
        problem.setProperty("managedBy", e.file());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail renderOutdated(OutdatedRevisionException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail renderRefused(RefusedRevisionException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail renderInvalid(InvalidPolicyException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.summary());
        problem.setProperty("errors", Problems.errors(e, object -> false, ""));
        return problem;
    }
}
