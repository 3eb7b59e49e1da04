package dev.atlasgateway.gateway;

import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Refuses the methods that a path outside of the contract does not have.
 *
 * @param allowed the methods that it has
 */
record OtherMethodsHandler(String allowed, AuditTrail audit, Edge edge) implements HandlerFunction<ServerResponse> {

    @Override
    public ServerResponse handle(ServerRequest request) {
        var received = edge.receive(request.servletRequest(), request.headers().asHttpHeaders());
        var refusal = Refusal.of(
                        Problem.GATEWAY_METHOD_NOT_ALLOWED,
                        "This method is not allowed for this path. Allowed: %s.".formatted(allowed))
                .header("Allow", allowed);
        return new DirectResponse(edge, audit.recordRefusal(received, refusal));
    }
}
