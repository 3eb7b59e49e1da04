package dev.atlasgateway.gateway;

import dev.atlasgateway.audit.AuditTrail;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers and records what Tomcat itself turns away before any filter sees it: a request line or header that HTTP does
 * not allow, a header too long, an unknown transfer coding.
 */
final class ServerErrors extends ErrorReportValve {

    private final AuditTrail audit;
    private final Edge edge;

    ServerErrors(AuditTrail audit, Edge edge) {
        this.audit = audit;
        this.edge = edge;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            var refusal = LastResort.refusal(status);
            edge.answer(request, response, audit.refused(edge.receive(request), refusal));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("The caller left before the refusal was written", e);
        }
    }
}
