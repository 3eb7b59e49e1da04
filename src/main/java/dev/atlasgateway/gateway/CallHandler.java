package dev.atlasgateway.gateway;

import dev.atlasgateway.caller.Caller;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Carries a call from the router into the pipeline and its answer out again. */
final class CallHandler implements HandlerFunction<ServerResponse> {

    private final Pipeline pipeline;
    private final Edge edge;

    CallHandler(Pipeline pipeline, Edge edge) {
        this.pipeline = pipeline;
        this.edge = edge;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        var received = edge.receive(request.servletRequest(), request.headers().asHttpHeaders());
        return new DirectResponse(edge, pipeline.handle(caller(), received));
    }

    /** The filter chain lets nobody through without one; should it ever, there is no call. */
    private static Caller caller() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("no caller behind an authenticated request");
    }
}
