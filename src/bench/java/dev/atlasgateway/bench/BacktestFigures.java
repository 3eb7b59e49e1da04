package dev.atlasgateway.bench;

import dev.atlasgateway.explain.Backtest;
import dev.atlasgateway.explain.BacktestService;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.guardrail.GuardrailLibrary;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Measures how long a backtest takes: fills the audit of a running gateway with calls of the last hour (a million by
 * default) and replays a guardrail of the library on them. Exits with 1 if a round takes longer than a minute or does not
 * replay all calls.
 */
public final class BacktestFigures {

    private static final String FILL = """
            insert into audit (id, stage, replica, received_at, request_id, team, client, issuer, address, method,
                operation, group_id, instance, policy_revision, decision, decided_by, change, outcome, status, total_us)
            select (replace(left(audit_floor(at)::text, 13), '-', '') || '7' || substr(md5(i::text), 1, 3) || '8'
                    || substr(md5(i::text), 4, 15))::uuid,
                'outcome', 'bench', at, md5(i::text), case when i % 20 = 1 then 'search' else 'payments' end, 'bench',
                'bench', '127.0.0.1', 'PATCH', 'updateServerlessInstance', :project, 'orders-' || i % 1000, 1,
                case when i % 20 = 1 then 'refused' else 'allowed' end,
                case when i % 20 = 1 then 'access' else 'grant:payments/' || :project || '/GROUP_OWNER/*' end,
                case when i % 20 = 1 then null
                    when i % 2 = 0 then '{"tags":[{"key":"owner","value":"me"},{"key":"env","value":"dev"}]}'::jsonb
                    when i % 3 = 0 then '{"tags":[{"key":"owner","value":"me"}],"terminationProtectionEnabled":true}'::jsonb
                    else '{"terminationProtectionEnabled":true}'::jsonb end,
                case when i % 20 = 1 then 'refused' else 'applied' end, case when i % 20 = 1 then 403 else 200 end, 1000
            from (select i, now() - interval '1 hour' * (i::float / :calls) as at from generate_series(1, :calls) i) as calls
            """;

    private static final Duration MOST = Duration.ofMinutes(1);

    private BacktestFigures() {}

    public static void main(String[] arguments) throws InterruptedException {
        var calls = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        var gateway = RunningGateway.shared();
        gateway.store()
                .sql(FILL)
                .param("project", RunningGateway.ORDERS)
                .param("calls", calls)
                .update();
        gateway.store().sql("vacuum analyze audit").update();
        var met = true;
        for (int round = 1; round <= 3; round++) {
            var guardrail = GuardrailLibrary.find("required-tags").orElseThrow().with(Map.of(), Mode.DENY);
            var started = System.nanoTime();
            var backtests = gateway.part(BacktestService.class);
            var backtest = backtests.start(
                    List.of(new Edit.Put(guardrail)),
                    "required-tags",
                    Instant.now().minus(Duration.ofHours(2)),
                    Instant.now(),
                    "bench");
            while (backtest.state() == Backtest.State.RUNNING) {
                Thread.sleep(20);
                backtest = backtests.find(backtest.id()).orElseThrow();
            }
            var took = Duration.ofNanos(System.nanoTime() - started);
            var result = backtest.result();
            met &= backtest.state() == Backtest.State.DONE && result.calls() >= calls && took.compareTo(MOST) <= 0;
            System.out.printf(
                    "round %d: %s, %,d calls in %.1f s; %s; %,d not replayable%n",
                    round,
                    backtest.state(),
                    result.calls(),
                    took.toMillis() / 1e3,
                    result.different(),
                    result.notReplayable());
        }
        System.out.println(met ? "Each took a minute at most." : "MISSED: each should be done within a minute.");
        System.exit(met ? 0 : 1);
    }
}
