package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.testing.Policies;
import java.time.InstantSource;
import java.util.List;

/** Approved changes of the team "payments" on its own project. */
public final class ApprovedChanges {

    public static final String PROJECT = "32b6e34b3d91647abb20e7b8";

    private ApprovedChanges() {}

    public static ApprovedChange update(Change change) {
        return approved(Operation.UPDATE_SERVERLESS_INSTANCE, change, null);
    }

    public static ApprovedChange update(Change change, Project.Contract contract, String... warnings) {
        return approved(Operation.UPDATE_SERVERLESS_INSTANCE, change, contract, warnings);
    }

    /** Returns a change that violates these guardrails, which do not deny it. */
    public static ApprovedChange violating(Change change, String... guardrails) {
        return new GuardedChange(update(change).authorized(), change, List.of(), List.of(guardrails));
    }

    public static ApprovedChange read() {
        return approved(Operation.GET_SERVERLESS_INSTANCE, Change.NONE, null);
    }

    /** Returns a call of any operation. */
    public static ApprovedChange of(Operation operation, Change change, Project.Contract contract) {
        return approved(operation, change, contract);
    }

    static AuthorizedCall authorized(Guardrail... guardrails) {
        return authorized("orders-dev", guardrails);
    }

    static AuthorizedCall authorized(String instance, Guardrail... guardrails) {
        return authorized(Operation.UPDATE_SERVERLESS_INSTANCE, instance, null, guardrails);
    }

    static AuthorizedCall grantedRead(Guardrail... guardrails) {
        return authorized(Operation.GET_SERVERLESS_INSTANCE, "orders-dev", null, guardrails);
    }

    private static ApprovedChange approved(
            Operation operation, Change change, Project.Contract contract, String... warnings) {
        return new GuardedChange(authorized(operation, "orders-dev", contract), change, List.of(warnings), List.of());
    }

    private static AuthorizedCall authorized(
            Operation operation, String instance, Project.Contract contract, Guardrail... guardrails) {
        var grant = new Grant("payments", PROJECT, Role.GROUP_OWNER, "*", null, null);
        var policy = Policies.of(
                7,
                List.of(new Team("payments", null, false)),
                List.of(new Project(PROJECT, "orders", "default", contract, null)),
                List.of(grant),
                List.of(guardrails));
        return new Access(() -> policy, InstantSource.system())
                .authorize(
                        new Caller("payments", "client", "issuer", LoginKind.SERVICE_ACCOUNT),
                        new Call(operation, PROJECT, instance));
    }
}
