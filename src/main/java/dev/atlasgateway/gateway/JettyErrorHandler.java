package dev.atlasgateway.gateway;

import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.contract.Contract;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.ClientAddress;
import dev.atlasgateway.exchange.RequestPath;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * The last resort: answers and records what nothing else answered. Examples are an invalid request line, a header that
 * cannot be read, and an exception that no other code handled.
 *
 * <p>It uses neither Spring nor a template, because those may have failed. Only the console gets an error page first. If
 * that fails, it gets the plain answer too.
 */
final class JettyErrorHandler extends ErrorPageErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(JettyErrorHandler.class);

    private final AuditTrail audit;
    private final InstantSource clock;
    private final String prefix;

    /**
     * @param prefix the path below which everything is served; empty for the root
     * @param consolePage the path of the console's error page below it
     */
    JettyErrorHandler(AuditTrail audit, InstantSource clock, String prefix, String consolePage) {
        this.audit = audit;
        this.clock = clock;
        this.prefix = prefix;
        addErrorPage(GLOBAL_ERROR_PAGE, consolePage);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = response.getStatus();
        var dispatched = Request.asInContext(request, ServletContextRequest.class);
        if (dispatched != null && ErrorFormat.of(path(request)) == ErrorFormat.PAGE) {
            try {
                return super.handle(request, response, callback);
            } catch (Exception | Error e) {
                LOG.error("The error page of the console failed.", e);
            }
        }
        answer(request, response, status, callback);
        return true;
    }

    /** Is called if the error page of the console failed. */
    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        answer(request, response, code, callback);
    }

    private void answer(Request request, Response response, int status, Callback callback) {
        if (response.isCommitted()) {
            callback.failed(new IllegalStateException("an answer was begun already"));
            return;
        }
        var received = received(request);
        var answer = record(request, received, refusal(request, status));
        var body = ResponseBody.of(received.path(), received.query(), received.id(), answer);
        var headers = response.getHeaders();
        response.setStatus(answer.status());
        answer.headers().forEach(headers::put);
        headers.put(RequestId.HEADER, received.id());
        headers.put(HttpHeader.CONTENT_TYPE, body.mediaType());
        headers.put(HttpHeader.CONTENT_LENGTH, body.bytes().length);
        if (Request.asInContext(request, ServletContextRequest.class) == null) {
            headers.put(HttpHeader.CONNECTION, "close"); // where the next request begins may be unclear
        }
        response.write(true, ByteBuffer.wrap(body.bytes()), callback);
    }

    /** Records the refusal unless the call already has its record. Answers also if that fails. */
    private ApiResponse record(Request request, ApiRequest received, Refusal refusal) {
        if (request.getAttribute(Edge.RECORDED) != null) {
            return refusal.toResponse();
        }
        try {
            return audit.recordRefusal(received, refusal);
        } catch (RuntimeException | Error e) {
            LOG.error("A refused request could not be recorded.", e);
            return refusal.toResponse();
        }
    }

    private static Refusal refusal(Request request, int status) {
        for (var cause = failure(request); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return status == 404
                ? Contract.notServed(
                        Objects.requireNonNullElse(request.getHttpURI().getPath(), ""))
                : Refusal.of(Problem.ofStatus(status), sentence(status));
    }

    private static @Nullable Throwable failure(Request request) {
        return request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable failure ? failure : null;
    }

    /** Each sentence is true of every cause of its status, because the cause is not known here. */
    private static String sentence(int status) {
        return switch (status) {
            case 405 -> "The method is not allowed for this path.";
            case 408 -> "The request did not arrive in time.";
            case 413 -> "The body is too large.";
            case 414 -> "The request line is too long.";
            case 415 -> "The gateway does not support a media type or a coding that the request has or asks for.";
            case 431 -> "The headers are too large.";
            case 501 -> "The gateway does not implement what the request asks for.";
            case 505 -> "The request line must end with HTTP/1.1.";
            default ->
                status >= 500
                        ? "Something went wrong in the gateway; quote the X-Request-Id to the platform team."
                        : "The gateway cannot read the request line or a header: it is not valid HTTP/1.1, it can be read in"
                                + " two ways, or it asks for something that the gateway does not support.";
        };
    }

    /** Returns the path below the prefix; empty if Jetty could not read it. */
    private String path(Request request) {
        var path = request.getHttpURI().getPath();
        return path == null ? "" : RequestPath.within(prefix, path);
    }

    private static HttpHeaders sentId(Request request) {
        var headers = new HttpHeaders();
        headers.set(RequestId.HEADER, request.getHeaders().get(RequestId.HEADER));
        return headers;
    }

    /** Returns what Jetty could read of the request. If it could not parse the request, that is only the address. */
    private ApiRequest received(Request request) {
        return new ApiRequest(
                RequestId.of(request),
                clock.instant(),
                request.getMethod(),
                path(request),
                request.getHttpURI().getQuery(),
                sentId(request),
                ClientAddress.of(Request.getRemoteAddr(request)),
                InputStream::nullInputStream);
    }
}
