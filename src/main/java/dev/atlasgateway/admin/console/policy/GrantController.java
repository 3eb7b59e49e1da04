package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.console.layout.Suggestions;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Role;
import java.time.InstantSource;
import java.util.Arrays;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, show, add and change grants. */
@Controller
class GrantController {

    private final Policy policy;
    private final FormSubmission submission;
    private final FileOwnership ownership;
    private final InstantSource clock;

    GrantController(Policy policy, FormSubmission submission, FileOwnership ownership, InstantSource clock) {
        this.policy = policy;
        this.submission = submission;
        this.ownership = ownership;
        this.clock = clock;
    }

    @RequireReader
    @GetMapping("/console/grants")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var snapshot = policy.current();
        var now = clock.instant();
        var matches = PageOfRows.matching(q);
        var rows = snapshot.grants().stream()
                .filter(grant -> matches.test(Arrays.asList(grant.key(), projectName(grant, snapshot), grant.reason())))
                .map(grant -> GrantRow.of(grant, snapshot, now));
        return new ModelAndView("console/grants")
                .addObject("list", PageOfRows.of(rows, page))
                .addObject("q", q)
                .addObject("mayChange", AccessChecks.mayChangeAll(admin));
    }

    private static String projectName(Grant grant, PolicySnapshot snapshot) {
        var project = snapshot.project(grant.groupId());
        return project == null ? "" : project.name();
    }

    @RequireAdmin
    @GetMapping("/console/new/grant")
    ModelAndView newGrant(
            @RequestParam(defaultValue = "") String team, @RequestParam(defaultValue = "") String project) {
        return page(FormView.of(GrantForm.empty(team, project, policy.current().revision())), true);
    }

    @RequireReader
    @GetMapping("/console/grants/edit")
    ModelAndView show(@RequestParam String key, Admin admin) {
        var snapshot = policy.current();
        var grant = (Grant)
                AccessChecks.requireFound(snapshot.find(ObjectKind.GRANT, key).orElse(null));
        return page(FormView.of(GrantForm.of(grant, snapshot.revision())), AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @PostMapping("/console/grants")
    ModelAndView save(@ModelAttribute GrantForm form, Admin admin) {
        var saved = PolicyObjectView.link(ObjectKind.GRANT, form.newKey(policy.current()));
        return submission.submit(form, admin, form::edits, FormSubmission.then(saved), view -> page(view, true));
    }

    private ModelAndView page(FormView<GrantForm> view, boolean mayChange) {
        var snapshot = policy.current();
        var key = view.form().key();
        var grant = key.isEmpty() ? null : snapshot.find(ObjectKind.GRANT, key).orElse(null);
        var page = new ModelAndView("console/grant")
                .addObject("view", view)
                .addObject(
                        "title",
                        key.isEmpty() ? "New grant" : "Grant to " + view.form().team())
                .addObject("link", PolicyObjectView.link(ObjectKind.GRANT, key))
                .addObject("roles", Role.values())
                .addObject("project", snapshot.project(view.form().project()))
                .addObject("teams", Suggestions.of(snapshot.teams()))
                .addObject("projects", Suggestions.of(snapshot.projects()));
        return ownership.mark(page, grant, mayChange);
    }
}
