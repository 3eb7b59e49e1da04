package dev.atlasgateway.gateway;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import jakarta.servlet.RequestDispatcher;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Where the servlet container's error dispatch ends, for what no step foresaw: the contract's error all the same. */
record ErrorDispatchHandler(Edge edge) implements HandlerFunction<ServerResponse> {

    static Refusal refusal(int status) {
        return Refusal.of(
                Problem.ofStatus(status),
                status >= 500
                        ? "Something went wrong in the gateway; quote the X-Request-Id to the platform team."
                        : "The request is not one that HTTP allows, or not one that is served here.");
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        var status = request.attribute(RequestDispatcher.ERROR_STATUS_CODE)
                .map(Integer.class::cast)
                .orElse(404);
        return new DirectResponse(edge, refusal(status).toResponse());
    }
}
