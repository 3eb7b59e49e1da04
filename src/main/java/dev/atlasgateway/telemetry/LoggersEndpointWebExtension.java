package dev.atlasgateway.telemetry;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.logging.LogLevel;

/**
 * Lets {@code /actuator/loggers} show more of loggers that never print a secret, and nothing else.
 *
 * <p>The management port has no login. So it must not switch on a logger that prints headers or bodies, and must not
 * hide what the gateway logs.
 */
@EndpointWebExtension(endpoint = LoggersEndpoint.class)
final class LoggersEndpointWebExtension {

    private static final Logger LOG = LoggerFactory.getLogger(LoggersEndpointWebExtension.class);

    /** These and all loggers below them. Others print headers, bodies or statements when they log in detail. */
    private static final List<String> SAFE = List.of(
            "dev.atlasgateway",
            "com.zaxxer.hikari.pool",
            "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager");

    private static final Set<LogLevel> DETAILED = EnumSet.of(LogLevel.TRACE, LogLevel.DEBUG, LogLevel.INFO);

    private final LoggersEndpoint loggers;

    LoggersEndpointWebExtension(LoggersEndpoint loggers) {
        this.loggers = loggers;
    }

    /**
     * Sets the level of a logger; null gives it the level of its parent again. Replaces the operation of the endpoint,
     * for which it must have the same result type.
     */
    @WriteOperation
    public void configureLogLevel(@Selector String name, @Nullable LogLevel configuredLevel) {
        if (!isSafe(name)) {
            throw refusal("only these loggers and those below them may change: " + String.join(", ", SAFE));
        }
        if (configuredLevel != null && !DETAILED.contains(configuredLevel)) {
            throw refusal("only TRACE, DEBUG, INFO and null are allowed, because other levels hide what is logged");
        }
        loggers.configureLogLevel(name, configuredLevel);
        LOG.info(
                "The level of logger {} is {} now",
                name,
                configuredLevel == null ? "that of its parent" : configuredLevel);
    }

    /** A name without a logger is not safe either: each would make one, which stays in memory. */
    private boolean isSafe(String name) {
        return SAFE.stream().anyMatch(safe -> name.equals(safe) || name.startsWith(safe + "."))
                && loggers.loggerLevels(name) != null;
    }

    private static InvalidEndpointRequestException refusal(String reason) {
        LOG.info("The level of a logger was not changed: {}", reason);
        return new InvalidEndpointRequestException(reason, reason);
    }
}
