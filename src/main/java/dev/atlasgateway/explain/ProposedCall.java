package dev.atlasgateway.explain;

import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.exchange.ApiRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A call that might be made.
 *
 * @param client the gateway client that makes it; null where only the team matters
 * @param body JSON as the caller would send it; null where nobody knows, and then the answer ends before it
 * @param readFor the admin for whom Atlas is read where a guardrail uses the current state, which is recorded and costs
 *     what a call costs; null where it is not to be read
 */
public record ProposedCall(
        String team,
        @Nullable String client,
        Operation operation,
        String groupId,
        String instance,
        @Nullable String body,
        @Nullable String readFor) {

    /** The call as it would come in, so that the same doors read it. */
    ApiRequest request(Instant at) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        var path = operation.path().replace("{groupId}", groupId).replace("{name}", instance);
        return new ApiRequest("explain", at, operation.method(), path, null, headers, "explain", this::open);
    }

    private InputStream open() {
        if (body == null) {
            throw DryRun.End.INSTANCE;
        }
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }
}
