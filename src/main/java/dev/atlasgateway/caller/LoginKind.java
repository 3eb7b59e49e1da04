package dev.atlasgateway.caller;

import java.util.Locale;

/** How a caller logs in. The audit, the statistics and a metric count calls by it. */
public enum LoginKind {
    /** With a client id and a secret, at the gateway's token endpoint. */
    SERVICE_ACCOUNT,
    /** With an API key, by HTTP Digest on every call. */
    API_KEY,
    /** With a token that an OpenID provider of the company issued. */
    COMPANY_TOKEN;

    /** Returns the name as the audit, the API and metrics write it, such as {@code service-account}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
