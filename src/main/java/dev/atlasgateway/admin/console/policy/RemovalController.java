package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageLinks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.edit.Dependents;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Pages that ask before an object is removed, list the objects that depend on it, and remove all of them. Clients have
 * their own path, because team leads may remove them too.
 */
@Controller
record RemovalController(Policy policy, FormSubmission submission) {

    private static final String CLIENT = "/console/clients/{id}/remove";

    @RequireAdmin
    @GetMapping("/console/remove")
    ModelAndView removalForm(@RequestParam ObjectKind kind, @RequestParam String key) {
        return page(requireObject(kind, key), FormView.empty(policy.current().revision()));
    }

    @RequireAdmin
    @PostMapping("/console/remove")
    ModelAndView remove(
            @RequestParam ObjectKind kind,
            @RequestParam String key,
            @RequestParam Map<String, String> typed,
            Admin admin) {
        return remove(requireObject(kind, key), typed, admin);
    }

    @RequireTeamLead
    @GetMapping(CLIENT)
    ModelAndView clientRemovalForm(@PathVariable String id, Admin admin) {
        return page(
                AccessChecks.requireManageable(admin, id, policy.current()),
                FormView.empty(policy.current().revision()));
    }

    @RequireTeamLead
    @PostMapping(CLIENT)
    ModelAndView removeClient(@PathVariable String id, @RequestParam Map<String, String> typed, Admin admin) {
        return remove(AccessChecks.requireManageable(admin, id, policy.current()), typed, admin);
    }

    private PolicyObject requireObject(ObjectKind kind, String key) {
        return AccessChecks.requireFound(policy.current().find(kind, key));
    }

    private ModelAndView remove(PolicyObject object, Map<String, String> typed, Admin admin) {
        return submission.submit(
                Form.of(typed, Map.of()),
                admin,
                (snapshot, errors) -> edits(object, snapshot),
                FormSubmission.then(listPath(object.kind())),
                view -> page(object, view));
    }

    private static List<Edit> edits(PolicyObject object, PolicySnapshot snapshot) {
        return Stream.concat(Dependents.of(object, snapshot), Stream.of(object))
                .<Edit>map(gone -> new Edit.Remove(gone.kind(), gone.key()))
                .toList();
    }

    private static String listPath(ObjectKind kind) {
        return switch (kind) {
            case TEAM -> "/console/teams";
            case CLIENT -> "/console/clients";
            case PROJECT -> "/console/projects";
            case GRANT -> "/console/grants";
            case GUARDRAIL -> "/console/guardrails";
            case TEAM_QUOTA, PROJECT_QUOTA -> "/console/quotas";
        };
    }

    private ModelAndView page(PolicyObject object, FormView view) {
        var snapshot = policy.current();
        var dependents = Dependents.of(object, snapshot).toList();
        return new ModelAndView("console/removal")
                .addObject("view", view)
                .addObject("undo", undo(object, dependents))
                .addObject("object", PolicyObjectView.of(object, snapshot))
                .addObject("path", path(object))
                .addObject(
                        "dependents",
                        PageOfRows.of(dependents.stream(), 1)
                                .map(dependent -> PolicyObjectView.of(dependent, snapshot)));
    }

    /** Says what an undo brings back. It never revives a credential. */
    private static String undo(PolicyObject object, List<PolicyObject> dependents) {
        if (object instanceof Client) {
            return "A removed client and its secrets cannot be brought back.";
        }
        return dependents.stream().anyMatch(Client.class::isInstance)
                ? "Removed clients and their secrets cannot be brought back. Everything else returns if you undo the"
                        + " revision that this makes."
                : "To bring it back, undo the revision that this makes.";
    }

    private static String path(PolicyObject object) {
        return object instanceof Client
                ? PolicyObjectView.link(object) + "/remove"
                : PageLinks.query(
                        "/console/remove", Map.of("kind", object.kind().name(), "key", object.key()));
    }
}
