package dev.atlasgateway.gateway;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.Redis;
import java.nio.file.Path;
import java.util.List;

/** The settings of {@link RunningGateway}. */
final class RunningSettings {

    private RunningSettings() {}

    static List<String> of(String database, AtlasSimulator atlas, CompanyLogin company, Path mounted) {
        return List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--server.shutdown=immediate",
                "--spring.main.cloud-platform=kubernetes", // as it is installed
                "--gateway.audit.flush-timeout=1s",
                "--gateway.audit.replica=replica-of-tests",
                "--spring.application.version=1.2.3-test",
                "--management.opentelemetry.tracing.export.schedule-delay=100ms",
                // one test's faults must not pause another's calls; the breaker has tests of its own
                "--gateway.atlas.circuit-breaker.minimum-calls=1000000",
                "--gateway.atlas.attempt-timeout=3s",
                "--spring.datasource.url=" + database,
                "--gateway.caller.api-keys.encryption-keys[0]=ZGVtby1vbmx5LWRlbW8tb25seS1kZW1vLW9ubHkhISE=",
                "--gateway.signin.bootstrap.password=" + RunningGateway.ADMIN_PASSWORD,
                "--spring.security.oauth2.client.registration.company.client-name=Company",
                "--spring.security.oauth2.client.registration.company.client-id=" + CompanyLogin.CONSOLE,
                "--spring.security.oauth2.client.registration.company.client-secret=" + CompanyLogin.CONSOLE_SECRET,
                "--spring.security.oauth2.client.registration.company.scope=openid",
                "--spring.security.oauth2.client.provider.company.issuer-uri=" + company.issuer(),
                "--spring.security.oauth2.client.registration.away.client-id=unused",
                "--spring.security.oauth2.client.registration.away.scope=openid",
                "--spring.security.oauth2.client.provider.away.issuer-uri=http://localhost:1",
                "--gateway.signin.roles.values.gateway-admins=admin",
                "--gateway.signin.roles.values.gateway-auditors=auditor",
                "--gateway.signin.roles.values.team-leads=team-lead",
                "--gateway.signin.issuers[0].issuer=" + company.issuer(),
                "--gateway.signin.issuers[0].audience=" + CompanyLogin.ADMIN_API,
                "--gateway.caller.issuers[0].issuer=" + company.issuer(),
                "--gateway.caller.issuers[0].audience=" + CompanyLogin.CALLS,
                "--gateway.caller.issuers[0].claim=team",
                "--gateway.caller.issuers[0].teams.payments=payments",
                "--gateway.caller.issuers[1].issuer=" + RunningGateway.ISSUER_AWAY,
                "--gateway.caller.issuers[1].audience=atlas-gateway",
                "--gateway.caller.issuers[1].claim=team",
                "--gateway.caller.issuers[1].teams.payments=payments",
                "--gateway.policy.seed=classpath:gateway-test-policy.yaml",
                "--gateway.policy.import=" + mounted.toUri(),
                "--gateway.atlas.base-url=" + atlas.baseUrl(),
                "--gateway.atlas.accounts.default.client-id=" + AtlasSimulator.CLIENT_ID,
                "--gateway.atlas.accounts.default.client-secret=" + AtlasSimulator.CLIENT_SECRET,
                "--gateway.atlas.accounts.default.secret-expires-at=2100-01-01T00:00:00Z",
                "--gateway.quota.store=redis",
                "--gateway.quota.redis.url=" + Redis.started().url());
    }
}
