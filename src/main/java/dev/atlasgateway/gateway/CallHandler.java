package dev.atlasgateway.gateway;

import dev.atlasgateway.caller.Caller;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Passes a routed call to the pipeline and returns the answer. */
record CallHandler(Pipeline pipeline, Edge edge) implements HandlerFunction<ServerResponse> {

    @Override
    public ServerResponse handle(ServerRequest request) {
        var caller = caller();
        var received = edge.receive(request.servletRequest(), request.headers().asHttpHeaders());
        return new DirectResponse(edge, pipeline.handle(caller, received));
    }

    /** Spring Security lets no call reach this handler without a caller. */
    private static Caller caller() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("An authenticated request has no caller");
    }
}
