package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.layout.Wording;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.TeamQuota;
import java.util.List;
import java.util.Map;

/**
 * Form that changes a quota.
 *
 * @param scope {@code teams} or {@code projects}
 * @param owner the name of the team or the groupId of the project
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
        scope = FormFields.text(scope);
        owner = FormFields.text(owner);
        capacity = FormFields.text(capacity);
        refill = FormFields.text(refill);
        period = FormFields.text(period);
        why = FormFields.text(why);
    }

    static QuotaForm of(String scope, String owner, Quota quota, long base) {
        return new QuotaForm(
                scope,
                owner,
                Long.toString(quota.capacity()),
                Long.toString(quota.refill()),
                Wording.period(quota.period()),
                false,
                base,
                "");
    }

    /** Returns the edits that the form asks for. Adds an error for each value that cannot be read or applied. */
    List<Edit> edits(PolicySnapshot snapshot, FormErrors errors) {
        if (standard) {
            return List.of(new Edit.Remove(ofTeam() ? ObjectKind.TEAM_QUOTA : ObjectKind.PROJECT_QUOTA, owner));
        }
        var quota = new Quota(
                FormFields.number("capacity", capacity, errors),
                FormFields.number("refill", refill, errors),
                FormFields.duration("period", period, errors));
        return List.of(new Edit.Put(ofTeam() ? new TeamQuota(owner, quota) : new ProjectQuota(owner, quota)));
    }

    boolean ofTeam() {
        return scope.equals("teams");
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("capacity", "Capacity", "refill", "Refill", "period", "Period");
    }
}
