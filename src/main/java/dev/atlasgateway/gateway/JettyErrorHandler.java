package dev.atlasgateway.gateway;

import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ClientAddress;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.springframework.http.HttpHeaders;

/**
 * Answers and records the requests that Jetty refuses before any filter sees them. Examples are an invalid request line or
 * header, a length with a transfer coding, and an ambiguous path.
 */
final class JettyErrorHandler extends ErrorHandler {

    private final AuditTrail audit;
    private final InstantSource clock;

    JettyErrorHandler(AuditTrail audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var received = received(request);
        var answer = audit.recordRefusal(received, ErrorDispatchHandler.refusal(response.getStatus()));
        var body = ResponseBody.of(received.path(), received.query(), answer);
        var headers = response.getHeaders();
        response.setStatus(answer.status());
        answer.headers().forEach(headers::put);
        headers.put(RequestId.HEADER, received.id());
        headers.put(HttpHeader.CONTENT_TYPE, body.mediaType());
        headers.put(HttpHeader.CONTENT_LENGTH, body.bytes().length);
        response.write(true, ByteBuffer.wrap(body.bytes()), callback);
        return true;
    }

    private static HttpHeaders sentId(Request request) {
        var headers = new HttpHeaders();
        headers.set(RequestId.HEADER, request.getHeaders().get(RequestId.HEADER));
        return headers;
    }

    /** Returns what Jetty could read of the request. If it could not parse the request, that is only the address. */
    private ApiRequest received(Request request) {
        var uri = request.getHttpURI();
        return new ApiRequest(
                RequestId.validOrNew(request.getHeaders().get(RequestId.HEADER)),
                clock.instant(),
                request.getMethod(),
                uri.getPath() == null ? "" : uri.getPath(),
                uri.getQuery(),
                sentId(request),
                ClientAddress.of(Request.getRemoteAddr(request)),
                InputStream::nullInputStream);
    }
}
