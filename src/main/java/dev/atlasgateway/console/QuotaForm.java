package dev.atlasgateway.console;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.TeamQuota;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * @param scope {@code teams} or {@code projects}
 * @param owner the team's name or the project's groupId
 * @param standard whether it asks for the default again
 */
record QuotaForm(
        String scope,
        String owner,
        String capacity,
        String refill,
        String period,
        boolean standard,
        long base,
        String why)
        implements Form {

    QuotaForm {
        scope = Typed.text(scope);
        owner = Typed.text(owner);
        capacity = Typed.text(capacity);
        refill = Typed.text(refill);
        period = Typed.text(period);
        why = Typed.text(why);
    }

    static QuotaForm of(String scope, String owner, Quota quota, long base) {
        return new QuotaForm(
                scope,
                owner,
                Long.toString(quota.capacity()),
                Long.toString(quota.refill()),
                period(quota.period()),
                false,
                base,
                "");
    }

    /** What it asks for; what cannot be read, or cannot be done to this policy, is added to the errors. */
    List<Edit> edits(PolicySnapshot now, FormErrors errors) {
        if (standard) {
            return List.of(new Edit.Remove(ofTeam() ? Kind.TEAM_QUOTA : Kind.PROJECT_QUOTA, owner));
        }
        var quota = new Quota(
                Typed.number("capacity", capacity, errors),
                Typed.number("refill", refill, errors),
                Typed.duration("period", period, errors));
        return List.of(new Edit.Put(ofTeam() ? new TeamQuota(owner, quota) : new ProjectQuota(owner, quota)));
    }

    boolean ofTeam() {
        return scope.equals("teams");
    }

    /** As people write it: {@code 1h}, {@code 90s}, {@code 1500ms}. */
    static String period(Duration period) {
        if (period.toMillisPart() != 0) {
            return period.toMillis() + "ms";
        }
        var seconds = period.toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("capacity", "Capacity", "refill", "Refill", "period", "Period");
    }
}
