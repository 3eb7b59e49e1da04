package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures a change that two guardrails approve, those of the load's policy. */
@State(Scope.Thread)
public class GuardrailBenchmark {

    private final AuthorizedCall authorized = ApprovedChanges.authorized(
            new Guardrail(
                    "keep-protection-in-production",
                    "!instance.endsWith(\"-prod\") || !has(change.terminationProtectionEnabled)"
                            + " || change.terminationProtectionEnabled",
                    Mode.DENY,
                    "termination protection stays on in production"),
            new Guardrail(
                    "name-the-owner",
                    "!has(change.tags) || change.tags.size() == 0 || change.tags.exists(tag, tag.key == \"owner\")",
                    Mode.WARN,
                    "give instances an owner tag"));
    private final Change change =
            new Change(List.of(new Tag("owner", "payments"), new Tag("environment", "load")), true, null);
    private final Guardrails guardrails = new Guardrails(
            new ExpressionCompiler(),
            reading -> {
                throw new AssertionError("no guardrail reads the current state");
            },
            InstantSource.system(),
            new SimpleMeterRegistry());

    @Benchmark
    public ApprovedChange approved() {
        return guardrails.approve(authorized, change);
    }
}
