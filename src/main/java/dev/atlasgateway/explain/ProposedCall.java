package dev.atlasgateway.explain;

import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.exchange.ApiRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A call to explain.
 *
 * @param client the gateway client that makes the call; null if only the team matters
 * @param instance empty for a list
 * @param body JSON as the caller would send it; null if it is not known, then the explanation ends at the body
 * @param readFor the admin for whom Atlas is read if a guardrail uses the current state. The read is recorded and takes
 *     tokens from the quotas. Null if Atlas must not be read
 */
public record ProposedCall(
        String team,
        @Nullable String client,
        Operation operation,
        String groupId,
        String instance,
        @Nullable String body,
        @Nullable String readFor) {

    private static final Map<String, Operation> OPERATIONS =
            Arrays.stream(Operation.values()).collect(Collectors.toMap(Operation::id, Function.identity()));

    /** Returns the operation with this operationId of Atlas; null if there is none. */
    public static @Nullable Operation operation(@Nullable String id) {
        return id == null ? null : OPERATIONS.get(id);
    }

    /** Returns the request that the caller would send. */
    ApiRequest request(Instant at) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set(HttpHeaders.ACCEPT, operation.api().mediaType());
        var path = operation.path(groupId, instance);
        return new ApiRequest("explain", at, operation.method(), path, null, headers, "explain", this::open);
    }

    private InputStream open() {
        if (body == null) {
            throw DryRun.End.INSTANCE;
        }
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }
}
