package dev.atlasgateway.gateway;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.RequestPath;
import dev.atlasgateway.exchange.UnreadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.http.HttpHeaders;

/** Turns servlet requests into {@link ApiRequest}s, and {@link ApiResponse}s into servlet responses. */
record Edge(InstantSource clock, RefusalPace pace) {

    /** Marks a request that has its record, or will have it. */
    static final String RECORDED = Edge.class.getName() + ".recorded";

    /**
     * Returns a request that the caller of this method must record. Keeps the path below the prefix as it was sent, still
     * encoded, so that the contract matches exactly what the caller sent.
     */
    ApiRequest receive(HttpServletRequest request, HttpHeaders headers) {
        request.setAttribute(RECORDED, true);
        return new ApiRequest(
                RequestId.of(request),
                clock.instant(),
                request.getMethod(),
                RequestPath.of(request),
                request.getQueryString(),
                headers,
                request.getRemoteAddr(),
                request::getInputStream);
    }

    /** Answers a call that is complete: in a flood of refusals, a refusal waits. */
    void answerInPace(HttpServletRequest request, HttpServletResponse response, ApiResponse answer) throws IOException {
        if (!pace.await(answer.status())) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        answer(request, response, answer);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, ApiResponse answer) throws IOException {
        var requestId = RequestId.of(request);
        var body = ResponseBody.of(RequestPath.of(request), request.getQueryString(), requestId, answer);
        UnreadBody.announceClose(request, response);
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> setHeader(response, name, value));
        response.setHeader(RequestId.HEADER, requestId);
        response.setContentType(body.mediaType());
        response.setContentLength(body.bytes().length);
        response.getOutputStream().write(body.bytes());
    }

    /** Adds a challenge to the one that the response may have already: each is a header line of its own. */
    private static void setHeader(HttpServletResponse response, String name, String value) {
        if (name.equals(HttpHeaders.WWW_AUTHENTICATE)) {
            response.addHeader(name, value);
        } else {
            response.setHeader(name, value);
        }
    }
}
