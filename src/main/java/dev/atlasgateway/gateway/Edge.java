package dev.atlasgateway.gateway;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.Presentation;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.springframework.http.HttpHeaders;

/** Where the servlet API ends: requests come in as {@link ApiRequest}s, answers go out as the caller wants to see them. */
final class Edge {

    private final InstantSource clock;

    Edge(InstantSource clock) {
        this.clock = clock;
    }

    /** The request with its path as it came, still encoded: what is matched is what was sent. */
    ApiRequest receive(HttpServletRequest request, HttpHeaders headers) {
        return new ApiRequest(
                RequestId.of(request),
                clock.instant(),
                request.getMethod(),
                request.getRequestURI(),
                request.getQueryString(),
                headers,
                request.getRemoteAddr(),
                request::getInputStream);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, ApiResponse answer) throws IOException {
        var toAdmin = ResponseBody.isOn(path(request));
        var body = toAdmin
                ? ResponseBody.of(answer)
                : Presentation.of(request.getQueryString()).render(answer.status(), answer.body());
        closeWithinBody(request, response);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader(RequestId.HEADER, RequestId.of(request));
        response.setContentType(toAdmin ? ResponseBody.MEDIA_TYPE : "application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** As it was asked for, also where the container asks again for what to say of a failure. */
    private static String path(HttpServletRequest request) {
        var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed == null ? request.getRequestURI() : failed.toString();
    }

    /**
     * A refusal does not wait for the rest of a body, and Jetty closes such a connection after the answer; whoever is not
     * told so sends the next call on it, and loses it.
     */
    private static void closeWithinBody(HttpServletRequest request, HttpServletResponse response) {
        if (!ServletContextRequest.getServletContextRequest(request).consumeAvailable()) {
            response.setHeader("Connection", "close");
        }
    }
}
