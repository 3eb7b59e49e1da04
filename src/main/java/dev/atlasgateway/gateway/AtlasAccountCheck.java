package dev.atlasgateway.gateway;

import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.PolicyCheck;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Spelling;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rejects projects with an Atlas service account that is not configured. */
record AtlasAccountCheck(Set<String> names) implements PolicyCheck {

    @Override
    public List<String> faults(Guardrail guardrail) {
        return List.of();
    }

    @Override
    public List<String> accountFaults(Project project) {
        var account = project.account();
        return names.contains(account)
                ? List.of()
                : List.of("%s is not one of gateway.atlas.accounts, which are %s%s"
                        .formatted(account, String.join(", ", new TreeSet<>(names)), Spelling.hint(account, names)));
    }
}
