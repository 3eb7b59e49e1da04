package dev.atlasgateway.atlas;

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
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient, blocking, over HTTP/1.1, with everything off that it would do on its own account. */
final class PooledClient {

    /** Shorter than the keep-alive of common servers and balancers (60 s and more), so that we close before they do. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(20);

    /** A connection idle for that long is looked at before it is used again; the look costs a millisecond. */
    private static final TimeValue STALE = TimeValue.ofSeconds(1);

    /** Connections end at that age, so that a change of Atlas's addresses is noticed. */
    private static final TimeValue LIFE = TimeValue.ofMinutes(5);

    /** {@link HttpExchanges} bounds each exchange as a whole, for which a virtual thread need not wait by a timer. */
    private static final Timeout READING = Timeout.DISABLED;

    private PooledClient() {}

    static PoolingHttpClientConnectionManager pool(AtlasProperties properties, @Nullable SSLContext trust) {
        var connect = Timeout.of(properties.connectTimeout());
        var tls = ClientTlsStrategyBuilder.create();
        Optional.ofNullable(trust).ifPresent(tls::setSslContext);
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setMaxConnTotal(properties.maxConnections())
                .setMaxConnPerRoute(properties.maxConnections())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(READING).build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(READING)
                        .setValidateAfterInactivity(STALE)
                        .setTimeToLive(LIFE)
                        .build())
                .setTlsSocketStrategy(tls.buildClassic())
                .build();
    }

    static CloseableHttpClient over(PoolingHttpClientConnectionManager pool, AtlasProperties properties) {
        var builder = HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(requests(properties))
                .setUserAgent("atlas-gateway/" + version())
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
                .disableAuthCaching()
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "leaves", (request, scope, chain) -> {
                    ((OutgoingRequest) scope.originalRequest).leaves();
                    return chain.proceed(request, scope);
                });
        Optional.ofNullable(properties.proxy()).ifPresent(proxy -> through(proxy, builder));
        return builder.build();
    }

    private static RequestConfig requests(AtlasProperties properties) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(properties.connectTimeout()))
                .setResponseTimeout(READING)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    private static void through(AtlasProperties.Proxy proxy, HttpClientBuilder builder) {
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
        return Optional.ofNullable(Atlas.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }
}
