package dev.atlasgateway.atlas.http;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Creates the blocking Apache HttpClient for HTTP/1.1, without retries, redirects, cookies and compression. */
public final class HttpClientFactory {

    /**
     * Shorter than the keep-alive of common servers and balancers (60 s and more), so that the gateway closes first.
     */
    private static final TimeValue IDLE = TimeValue.ofSeconds(20);

    /** A connection that was idle for this long is checked before use; the check costs a millisecond. */
    private static final TimeValue STALE = TimeValue.ofSeconds(1);

    /** Connections close at this age, so that the gateway follows a change of Atlas's addresses. */
    private static final TimeValue LIFE = TimeValue.ofMinutes(5);

    /** No read timeout, because {@link HttpTransport} limits each exchange as a whole, at a lower cost. */
    private static final Timeout READ_TIMEOUT = Timeout.DISABLED;

    private HttpClientFactory() {}

    /**
     * Returns how a connection begins TLS.
     *
     * @param trust decides which certificates to trust; null for those of the JVM
     */
    public static TlsSocketStrategy tls(@Nullable SSLContext trust) {
        var tls = ClientTlsStrategyBuilder.create();
        Optional.ofNullable(trust).ifPresent(tls::setSslContext);
        return tls.buildClassic();
    }

    /** Creates the connection pool. */
    public static PoolingHttpClientConnectionManager pool(
            Duration connectTimeout, int maxConnections, TlsSocketStrategy tls) {
        var connect = Timeout.of(connectTimeout);
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .responseParserFactory(WholeHeadParser::create)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setMaxConnTotal(maxConnections)
                .setMaxConnPerRoute(maxConnections)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(READ_TIMEOUT).build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(READ_TIMEOUT)
                        .setValidateAfterInactivity(STALE)
                        .setTimeToLive(LIFE)
                        .build())
                .setTlsSocketStrategy(tls)
                .build();
    }

    /** Creates a client on top of a connection pool. Closing the client closes the pool. */
    public static CloseableHttpClient client(
            PoolingHttpClientConnectionManager pool, Duration connectTimeout, @Nullable HttpProxy proxy) {
        var builder = HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(requestConfig(connectTimeout))
                .setUserAgent("atlas-gateway/" + version())
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
                .disableAuthCaching()
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "mark-sent", (request, scope, chain) -> {
                    ((OutgoingRequest) scope.originalRequest).markSent();
                    return chain.proceed(request, scope);
                });
        if (proxy != null) {
            connectThrough(proxy, builder);
        }
        return builder.build();
    }

    private static RequestConfig requestConfig(Duration connectTimeout) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(connectTimeout))
                .setResponseTimeout(READ_TIMEOUT)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    private static void connectThrough(HttpProxy proxy, HttpClientBuilder builder) {
        builder.setProxy(new HttpHost(proxy.host(), proxy.port()));
        if (proxy.user() != null && proxy.password() != null) {
            var credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(
                            proxy.user(), proxy.password().toCharArray()));
            builder.setDefaultCredentialsProvider(credentials);
        }
    }

    private static String version() {
        return Optional.ofNullable(HttpClientFactory.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }
}
