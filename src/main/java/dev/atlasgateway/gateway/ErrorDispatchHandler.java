package dev.atlasgateway.gateway;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import jakarta.servlet.RequestDispatcher;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Answers the servlet container's error dispatch in the form of the contract. */
record ErrorDispatchHandler(Edge edge) implements HandlerFunction<ServerResponse> {

    static Refusal refusal(int status) {
        return Refusal.of(
                Problem.ofStatus(status),
                status >= 500
                        ? "Something went wrong in the gateway; quote the X-Request-Id to the platform team."
                        : "The request is not valid HTTP, or this gateway does not serve it.");
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        var status = request.attribute(RequestDispatcher.ERROR_STATUS_CODE)
                .map(Integer.class::cast)
                .orElse(404);
        return new DirectResponse(edge, refusal(status).toResponse());
    }
}
