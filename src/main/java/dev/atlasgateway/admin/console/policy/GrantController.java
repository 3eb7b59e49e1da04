package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.console.layout.Suggestions;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Role;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, show, add and change grants. */
@Controller
record GrantController(Policy policy, FormSubmission submission, InstantSource clock) {

    @RequireReader
    @GetMapping("/console/grants")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var snapshot = policy.current();
        var now = clock.instant();
        var matches = PageOfRows.matching(q);
        var found = snapshot.grants().stream()
                .filter(grant ->
                        matches.test(Arrays.asList(grant.key(), projectName(grant, snapshot), grant.reason())));
        return PageOfRows.of(found, page)
                .map(grant -> GrantRow.of(grant, snapshot, now))
                .show("console/grants", q, AccessChecks.mayChangeAll(admin));
    }

    private static String projectName(Grant grant, PolicySnapshot snapshot) {
        var project = snapshot.project(grant.groupId());
        return project == null ? "" : project.name();
    }

    /** @param typed fields of a grant to start from, such as one that is copied */
    @RequireAdmin
    @GetMapping("/console/new/grant")
    ModelAndView newGrant(@RequestParam Map<String, String> typed) {
        var standard = new HashMap<>(Map.of("role", Role.GROUP_OWNER.name(), "instances", "*"));
        for (var field : List.of("team", "project", "role", "instances", "expires", "reason")) {
            if (typed.containsKey(field)) {
                standard.put(field, typed.get(field));
            }
        }
        return page(
                FormView.of(
                        Form.of(ObjectKind.GRANT, policy.current().revision()).with(standard)),
                true);
    }

    @RequireReader
    @GetMapping("/console/grants/edit")
    ModelAndView show(@RequestParam String key, Admin admin) {
        var snapshot = policy.current();
        var grant = (Grant) AccessChecks.requireFound(snapshot.find(ObjectKind.GRANT, key));
        var end = DateTimeField.of(grant.expiresAt());
        var form = Form.of(grant, snapshot.revision())
                .with(Map.of("key", key, "expires", end.day(), "expiresTime", end.time()));
        return page(FormView.of(form), AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @PostMapping("/console/grants")
    ModelAndView save(@RequestParam Map<String, String> typed, Admin admin) {
        var sent = Form.of(ObjectKind.GRANT, typed);
        var form = sent.value("key").isEmpty() ? sent.with(Map.of("why", sent.value("reason"))) : sent;
        var groupId = FormFields.project(form.value("project"), policy.current());
        var key = String.join("/", form.value("team"), groupId, form.value("role"), form.value("instances"));
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> edits(form, snapshot, errors),
                FormSubmission.then(PolicyObjectView.link(ObjectKind.GRANT, key)),
                view -> page(view, true));
    }

    /** Returns the edits that the form asks for. Adds an error for each value that cannot be read or applied. */
    private static List<Edit> edits(Form form, PolicySnapshot snapshot, FormErrors errors) {
        var role = FormFields.oneOf(Role.class, "role", form.value("role"), errors);
        var end = form.ends().read("expires", errors);
        if (role == null) {
            return List.of();
        }
        var groupId = FormFields.project(form.value("project"), snapshot);
        var reason = FormFields.orNull(form.value("reason"));
        var wanted = new Grant(form.value("team"), groupId, role, form.value("instances"), end, reason);
        var key = form.value("key");
        var edits = new ArrayList<Edit>();
        if (!wanted.key().equals(key)) {
            if (snapshot.find(ObjectKind.GRANT, wanted.key()).isPresent()) {
                errors.add("instances", "are covered: the team already has this role on them. Change that grant");
            }
            if (!key.isEmpty()) {
                edits.add(new Edit.Remove(ObjectKind.GRANT, key));
            }
        }
        edits.add(new Edit.Put(wanted));
        return edits;
    }

    /** The form of a new grant has no key, and its reason is also the reason of the revision. */
    private ModelAndView page(FormView view, boolean mayChange) {
        var snapshot = policy.current();
        var key = view.form().value("key");
        var team = view.form().value("team");
        var grant = key.isEmpty() ? null : snapshot.find(ObjectKind.GRANT, key).orElse(null);
        var page = new ModelAndView("console/grant")
                .addObject("view", view)
                .addObject("title", key.isEmpty() ? "New grant" : "Grant to " + team)
                .addObject("link", PolicyObjectView.link(ObjectKind.GRANT, key))
                .addObject("roles", Role.values())
                .addObject("project", snapshot.project(view.form().value("project")))
                .addObject("teams", Suggestions.of(snapshot.teams()))
                .addObject("projects", Suggestions.of(snapshot.projects()));
        return FileOwnership.mark(page, grant, snapshot, mayChange);
    }
}
