package dev.atlasgateway.atlas.http;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * HTTP proxy between the gateway and Atlas. The gateway asks it to {@code CONNECT}, so that TLS reaches Atlas itself.
 *
 * @param host Host name or IP address of the proxy. Set it if the gateway cannot reach Atlas directly.
 * @param port Port of the proxy, from 1. Required with the host.
 * @param user User name, if the proxy requires Basic authentication. Set it together with the password.
 * @param password Password of that user.
 */
public record HttpProxy(
        @NotBlank String host,
        @Min(1) @Max(65535) int port,
        @Nullable String user,
        @Nullable String password) {

    public HttpProxy {
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "gateway.atlas.proxy.user and gateway.atlas.proxy.password belong together");
        }
    }

    /** Returns host and port, without the password. */
    @Override
    public String toString() {
        return "Proxy[" + host + ":" + port + "]";
    }
}
