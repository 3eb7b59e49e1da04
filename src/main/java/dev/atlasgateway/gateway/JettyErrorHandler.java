package dev.atlasgateway.gateway;

import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.Presentation;
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
 * Answers and records what the HTTP server itself turns away before any filter sees it: a request line or header that
 * HTTP does not allow, a length beside a transfer coding, a path that could be read in two ways.
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
        var toAdmin = ResponseBody.isOn(received.path());
        var body = toAdmin
                ? ResponseBody.of(answer)
                : Presentation.of(received.query()).render(answer.status(), answer.body());
        var headers = response.getHeaders();
        response.setStatus(answer.status());
        answer.headers().forEach(headers::put);
        headers.put(RequestId.HEADER, received.id());
        headers.put(HttpHeader.CONTENT_TYPE, toAdmin ? ResponseBody.MEDIA_TYPE : "application/json");
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /** As much of the request as can be told: of one that was never understood that is its address only. */
    private ApiRequest received(Request request) {
        var uri = request.getHttpURI();
        return new ApiRequest(
                RequestId.sane(request.getHeaders().get(RequestId.HEADER)),
                clock.instant(),
                request.getMethod(),
                uri.getPath() == null ? "" : uri.getPath(),
                uri.getQuery(),
                HttpHeaders.EMPTY,
                Request.getRemoteAddr(request),
                InputStream::nullInputStream);
    }
}
