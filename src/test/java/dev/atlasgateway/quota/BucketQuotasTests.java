package dev.atlasgateway.quota;

import static dev.atlasgateway.quota.Allowances.perMinute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.quota.SpendResult.Unavailable;
import dev.atlasgateway.testing.Permits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

class BucketQuotasTests {

    private static final QuotaProperties DEFAULTS =
            Binder.get(new MockEnvironment()).bindOrCreate("gateway.quota", Bindable.of(QuotaProperties.class));

    private final ManualTime time = new ManualTime();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Quotas quotas = new BucketQuotas(new LocalBuckets(time), DEFAULTS, meters);

    @Test
    void usesTheDefaultQuota() {
        var authorized = Permits.standard().update("payments", "orders-dev");
        for (int i = 0; i < 120; i++) {
            quotas.spend(authorized);
        }
        assertThatThrownBy(() -> quotas.spend(authorized)).isInstanceOf(Refusal.class);
    }

    @Test
    void prefersTheQuotaOfTheTeam() {
        var authorized =
                Permits.standard().teamQuota("payments", perMinute(1, 1)).update("payments", "orders-dev");
        quotas.spend(authorized);
        assertThat(refusal(authorized).decidedBy()).hasToString("quota:team/payments");
    }

    @Test
    void sharesTheQuotaOfAProjectAmongTeams() {
        var permits = Permits.standard().projectQuota(perMinute(2, 1));
        quotas.spend(permits.update("payments", "orders-dev"));
        quotas.spend(permits.read("search", "orders-prod"));
        assertThat(refusal(permits.update("payments", "orders-prod")).decidedBy())
                .hasToString("quota:project/" + Permits.ORDERS);
    }

    @Test
    void refusesWithTheMessageOfAtlas() {
        var authorized = Permits.standard()
                .teamQuota("payments", new Quota(1, 3, Duration.ofSeconds(20)))
                .update("payments", "orders-dev");
        quotas.spend(authorized);
        time.advance(Duration.ofMillis(100));
        var refusal = refusal(authorized);
        var path = "api/atlas/v1.0/groups/" + Permits.ORDERS + "/serverless/orders-dev";

        assertThat(refusal.problem()).isEqualTo(Problem.RATE_LIMITED_TOKEN_BUCKET);
        assertThat(refusal.detail())
                .startsWith("Rate limit exceeded for " + path
                        + ". Please retry after 7 seconds. Request capacity: 1. Refill rate: 3 per 20 seconds.")
                .endsWith("The quota is that of team payments.");
        assertThat(refusal.toResponse().headers())
                .containsEntry("Retry-After", "7")
                .containsEntry("RateLimit-Limit", "1")
                .containsEntry("RateLimit-Remaining", "0");
        assertThat(JsonMapper.shared()
                        .readTree(refusal.toResponse().body())
                        .get("parameters")
                        .toString())
                .isEqualTo("[\"" + path + "\",7,1,3,20]");
    }

    /** Stored policies of earlier releases may have such quotas. */
    @ParameterizedTest
    @CsvSource({
        "10,            1, PT0.5S,         10,       2, 1",
        "10,            3, PT1.5S,         10,       4, 2",
        "10,            2, PT0.000000001S, 10, 1000000, 1",
        "1000000000, 1000000000, PT24H, 1000000, 1000000, 86400"
    })
    void keepsTheRateOfAStoredQuotaThatABucketCannotKeep(
            long capacity, long refill, Duration period, long limit, long kept, long seconds) {
        var authorized = Permits.standard()
                .teamQuota("payments", new Quota(capacity, refill, period))
                .update("payments", "orders-dev");
        quotas.spend(authorized);
        assertThat(quotas.teamBalance("payments", authorized.policy()).quota())
                .isEqualTo(new Quota(limit, kept, Duration.ofSeconds(seconds)));
    }

    @Test
    void roundsRetryAfterUpToWholeSeconds() {
        var authorized = Permits.standard()
                .teamQuota("payments", new Quota(1, 1, Duration.ofSeconds(10)))
                .update("payments", "orders-dev");
        quotas.spend(authorized);
        assertThat(retryAfter(authorized)).isEqualTo("10");
        time.advance(Duration.ofMillis(8999));
        assertThat(retryAfter(authorized)).isEqualTo("2");
        time.advance(Duration.ofMillis(1));
        assertThat(retryAfter(authorized)).isEqualTo("1");
        time.advance(Duration.ofMillis(999));
        assertThat(retryAfter(authorized)).isEqualTo("1");
        time.advance(Duration.ofMillis(1));
        quotas.spend(authorized);
    }

    @Test
    void addsHeadersOfTheBucketNearestToEmpty() {
        var response = new ApiResponse(200, Map.of("X-Other", "kept"), new byte[0]);
        var permits = Permits.standard().teamQuota("payments", perMinute(10, 1)).projectQuota(perMinute(12, 1));
        assertThat(quotas.spend(permits.update("payments", "orders-dev"))
                        .addHeaders(response)
                        .headers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("RateLimit-Limit", "10", "RateLimit-Remaining", "9", "X-Other", "kept"));
        for (int i = 0; i < 5; i++) {
            quotas.spend(permits.update("search", "orders-dev"));
        }
        assertThat(quotas.spend(permits.update("payments", "orders-dev"))
                        .addHeaders(response)
                        .headers())
                .containsEntry("RateLimit-Limit", "12")
                .containsEntry("RateLimit-Remaining", "5");
    }

    @Test
    void refundsOnlyTheTokenOfTheProjectIfALaterStepRefuses() {
        var permits = Permits.standard().teamQuota("payments", perMinute(3, 1)).projectQuota(perMinute(1, 1));
        var authorized = permits.update("payments", "orders-dev");
        for (int i = 0; i < 3; i++) {
            var charge = quotas.spend(authorized);
            assertThatThrownBy(() -> charge.runOrRefund(() -> {
                        throw Refusal.of(Problem.MALFORMED_JSON, "no");
                    }))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.MALFORMED_JSON));
        }
        assertThat(refusal(authorized).decidedBy()).hasToString("quota:team/payments");
        quotas.spend(permits.update("search", "orders-dev"));
    }

    @Test
    void keepsBothTokensIfTheCallSucceeds() {
        var authorized = Permits.standard().projectQuota(perMinute(1, 1)).update("payments", "orders-dev");
        assertThat(quotas.spend(authorized).runOrRefund(() -> "answer")).isEqualTo("answer");
        assertThat(refusal(authorized).decidedBy()).hasToString("quota:project/" + Permits.ORDERS);
    }

    @Test
    void countsRefusalsByScope() {
        var permits = Permits.standard().teamQuota("payments", perMinute(1, 1)).projectQuota(perMinute(1, 1));
        quotas.spend(permits.update("payments", "orders-dev"));
        refusal(permits.update("payments", "orders-dev"));
        refusal(permits.update("search", "orders-dev"));
        refusal(permits.update("search", "orders-dev"));
        assertThat(meters.get("gateway.quota.refused")
                        .tag("scope", "team")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("gateway.quota.refused")
                        .tag("scope", "project")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void refusesIfRedisIsUnavailable() {
        Buckets unavailable = new Buckets() {
            @Override
            public SpendResult take(Allowance team, Allowance project) {
                return new Unavailable(Duration.ofMillis(250));
            }

            @Override
            public long remaining(Allowance allowance) {
                return 0;
            }

            @Override
            public void giveBack(Allowance allowance) {}
        };
        var quotas = new BucketQuotas(unavailable, DEFAULTS, new SimpleMeterRegistry());
        var refusal = catchThrowableOfType(
                Refusal.class, () -> quotas.spend(Permits.standard().update("payments", "orders-dev")));
        assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_QUOTA_UNAVAILABLE);
        assertThat(refusal.toResponse().status()).isEqualTo(503);
        assertThat(refusal.toResponse().headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void returnsTheBalanceWithoutTakingATokenForIt() {
        var authorized =
                Permits.standard().teamQuota("payments", perMinute(5, 1)).update("payments", "orders-dev");
        quotas.spend(authorized);
        quotas.spend(authorized);

        assertThat(quotas.teamBalance("payments", authorized.policy()))
                .isEqualTo(new QuotaBalance(perMinute(5, 1), false, 3));
        assertThat(quotas.teamBalance("payments", authorized.policy()).tokens()).isEqualTo(3);
        var project = quotas.projectBalance(Permits.ORDERS, authorized.policy());
        assertThat(project.isDefault()).isTrue();
        assertThat(project.tokens()).isEqualTo(project.quota().capacity() - 2);
    }

    @Test
    void returnsAFullBalanceForAnUnusedBucket() {
        var policy = Permits.standard().update("payments", "orders-dev").policy();
        assertThat(quotas.teamBalance("search", policy))
                .isEqualTo(new QuotaBalance(DEFAULTS.team().quota(), true, 120));
    }

    private Refusal refusal(AuthorizedCall authorized) {
        return catchThrowableOfType(Refusal.class, () -> quotas.spend(authorized));
    }

    private String retryAfter(AuthorizedCall authorized) {
        return refusal(authorized).toResponse().headers().get("Retry-After");
    }
}
