package dev.atlasgateway.telemetry;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Attributes of spans for what OpenTelemetry's stable semantic conventions have no name for. Those of the gateway have the
 * names of the log.
 */
public final class SpanAttributes {

    public static final AttributeKey<String> REQUEST_ID = stringKey("request.id");
    public static final AttributeKey<String> TEAM = stringKey("gateway.team");
    public static final AttributeKey<String> OPERATION = stringKey("gateway.operation");
    public static final AttributeKey<String> OUTCOME = stringKey("gateway.outcome");
    public static final AttributeKey<String> DECIDED_BY = stringKey("gateway.decided_by");
    public static final AttributeKey<String> ERROR_CODE = stringKey("gateway.error_code");
    public static final AttributeKey<String> ACCOUNT = stringKey("gateway.account");
    public static final AttributeKey<Long> ATTEMPTS = longKey("gateway.attempts");
    public static final AttributeKey<String> RETRY_CAUSE = stringKey("gateway.retry_cause");

    /** Still in development in OpenTelemetry's conventions. */
    public static final AttributeKey<String> URL_TEMPLATE = stringKey("url.template");

    private SpanAttributes() {}
}
