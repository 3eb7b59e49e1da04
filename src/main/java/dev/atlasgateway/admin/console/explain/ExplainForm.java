package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.explain.ProposedCall;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Form that explains how a call would be decided.
 *
 * @param caller a team, or the id of one of its clients
 * @param project a groupId; admins who see all projects may also type a name
 * @param operation an operationId of Atlas
 * @param readCurrent whether to read the instance from Atlas for guardrails that use the current state
 */
record ExplainForm(String caller, String project, String instance, String operation, String body, boolean readCurrent) {

    ExplainForm {
        caller = FormFields.text(caller);
        project = FormFields.text(project);
        instance = FormFields.text(instance);
        operation = FormFields.text(operation);
        body = FormFields.lines(body);
    }

    static ExplainForm empty() {
        return new ExplainForm("", "", "", Operation.UPDATE_SERVERLESS_INSTANCE.id(), "", false);
    }

    /** Returns the form for a past call, to change and explain it again. */
    static ExplainForm of(RecordedCall call, PolicySnapshot snapshot) {
        var asked = call.request();
        var client = Objects.requireNonNullElse(call.caller().client(), "");
        return new ExplainForm(
                isClient(client, snapshot)
                        ? client
                        : Objects.requireNonNullElse(call.caller().team(), ""),
                Objects.requireNonNullElse(asked.groupId(), ""),
                Objects.requireNonNullElse(asked.instance(), ""),
                Objects.requireNonNullElse(asked.operation(), Operation.UPDATE_SERVERLESS_INSTANCE.id()),
                asked.change() == null ? "" : asked.change().toPrettyString(),
                false);
    }

    /** Recognizes a client of the gateway by the policy; a removed service account by its id. */
    private static boolean isClient(String caller, PolicySnapshot snapshot) {
        return snapshot.client(caller) != null || caller.startsWith("mdb_sa_id_");
    }

    /** Returns the question; null if an error prevents it. All other problems of the call are part of the answer. */
    @Nullable
    ProposedCall question(PolicySnapshot snapshot, Admin admin, FormErrors errors) {
        var client = snapshot.client(caller);
        var team = client == null ? caller : client.team();
        var chosen = ProposedCall.operation(operation);
        if (caller.isEmpty()) {
            errors.add("caller", "is required: a team, or the id of one of its clients");
        } else if (!admin.maySee(team)) {
            errors.add("caller", "must be one of your teams, or the id of one of their clients");
        }
        if (chosen == null) {
            errors.add("operation", "must be chosen");
        }
        return chosen == null || !errors.isEmpty()
                ? null
                : new ProposedCall(
                        team,
                        isClient(caller, snapshot) ? caller : null,
                        chosen,
                        admin.seesAll() ? FormFields.project(project, snapshot) : project,
                        instance,
                        body.isBlank() ? null : body,
                        readCurrent ? admin.name() : null);
    }
}
