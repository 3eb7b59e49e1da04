package dev.atlasgateway.bench.stock;

import static org.springframework.cloud.gateway.server.mvc.filter.AfterFilterFunctions.modifyResponseBody;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.adaptCachedBody;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.modifyRequestBody;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.removeRequestHeader;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.setPath;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.setRequestHeader;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.filter.Bucket4jFilterFunctions.rateLimit;
import static org.springframework.cloud.gateway.server.mvc.filter.CircuitBreakerFilterFunctions.circuitBreaker;
import static org.springframework.cloud.gateway.server.mvc.filter.RetryFilterFunctions.retry;
import static org.springframework.cloud.gateway.server.mvc.filter.TokenRelayFilterFunctions.tokenRelay;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fair peer: the job of the gateway on a call, done by Spring Cloud Gateway Server WebMVC with its own filters, as its
 * documentation shows them.
 *
 * <p>It is not a {@code @Configuration}, so that no component scan adds it to the gateway. The order of the filters is that
 * in which a request passes them. Retries come inside of the circuit breaker, because its filter turns any failure into an
 * exception that the retry filter does not know. The response is rewritten last: its filter finds the response only in the
 * request that was sent.
 */
@EnableAutoConfiguration
@EnableConfigurationProperties(Grants.class)
@Import({StockSecurity.class, CallRecorder.class})
public class StockGateway {

    static final String PATH = "/api/atlas/v1.0/groups/{group}/serverless/{name}";

    private static final String FLEX_PATH = "/api/atlas/v2/groups/{group}/flexClusters/{name}";
    private static final String FLEX_TYPE = "application/vnd.atlas.2024-11-13+json";

    @Bean
    RouterFunction<ServerResponse> change(
            @Value("${stock.upstream}") String upstream, CallRecorder recorder, InstanceTranslation translation) {
        return route("change")
                .PATCH(PATH, http())
                .filter(rateLimit(limit -> limit.setCapacity(1_000_000)
                        .setPeriod(Duration.ofSeconds(1))
                        .setKeyResolver(
                                call -> call.servletRequest().getUserPrincipal().getName())))
                .filter(recorder)
                .filter(circuitBreaker("atlas"))
                .filter(retry(attempts -> attempts.setRetries(2)
                        .setMethods(Set.of(HttpMethod.PATCH))
                        .setCacheBody(true)))
                .before(adaptCachedBody())
                .before(modifyRequestBody(
                        ObjectNode.class, ObjectNode.class, FLEX_TYPE, (call, change) -> translation.toFlex(change)))
                .before(removeRequestHeader(HttpHeaders.CONTENT_LENGTH))
                .before(setRequestHeader(HttpHeaders.ACCEPT, FLEX_TYPE))
                .filter(tokenRelay("atlas"))
                .before(setPath(FLEX_PATH))
                .before(uri(upstream))
                .after(modifyResponseBody(
                        ObjectNode.class,
                        ObjectNode.class,
                        MediaType.APPLICATION_JSON_VALUE,
                        (call, response, answer) ->
                                response.statusCode().is2xxSuccessful() ? translation.toServerless(answer) : answer))
                .build();
    }

    @Bean
    InstanceTranslation instanceTranslation(@Value("${stock.public-url}") String publicUrl) {
        return new InstanceTranslation(publicUrl);
    }

    @Bean
    @SuppressWarnings({"unchecked", "rawtypes"})
    AsyncProxyManager<String> buckets() {
        return new CaffeineProxyManager<String>(
                        (Caffeine) Caffeine.newBuilder().maximumSize(100), Duration.ofMinutes(1))
                .asAsync();
    }

    /** Reads {@code src/bench/stock.yaml}, named by {@code --spring.config.location=}. */
    public static void main(String[] arguments) {
        SpringApplication.run(StockGateway.class, arguments);
    }
}
