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

/** The pages of grants. */
@Controller
class GrantController {

    private final Policy policy;
    private final FormSubmission saving;
    private final FileOwnership managed;
    private final InstantSource clock;

    GrantController(Policy policy, FormSubmission saving, FileOwnership managed, InstantSource clock) {
        this.policy = policy;
        this.saving = saving;
        this.managed = managed;
        this.clock = clock;
    }

    @RequireReader
    @GetMapping("/console/grants")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var now = policy.current();
        var moment = clock.instant();
        var holding = PageOfRows.holding(q);
        var rows = now.grants().stream()
                .filter(grant -> holding.test(Arrays.asList(grant.key(), name(grant, now), grant.reason())))
                .map(grant -> GrantRow.of(grant, now, moment));
        return new ModelAndView("console/grants")
                .addObject("list", PageOfRows.page(rows, page))
                .addObject("q", q)
                .addObject("mayChange", AccessChecks.everything(admin));
    }

    private static String name(Grant grant, PolicySnapshot now) {
        var project = now.project(grant.groupId());
        return project == null ? "" : project.name();
    }

    @RequireAdmin
    @GetMapping("/console/new/grant")
    ModelAndView fresh(@RequestParam(defaultValue = "") String team, @RequestParam(defaultValue = "") String project) {
        return page(
                FormView.fresh(GrantForm.empty(team, project, policy.current().revision())), true);
    }

    @RequireReader
    @GetMapping("/console/grants/edit")
    ModelAndView show(@RequestParam String key, Admin admin) {
        var now = policy.current();
        var grant = (Grant) AccessChecks.found(now.find(ObjectKind.GRANT, key).orElse(null));
        return page(FormView.fresh(GrantForm.of(grant, now.revision())), AccessChecks.everything(admin));
    }

    @RequireAdmin
    @PostMapping("/console/grants")
    ModelAndView save(@ModelAttribute GrantForm form, Admin admin) {
        var saved = PolicyObjectView.link(ObjectKind.GRANT, form.wantedKey(policy.current()));
        return saving.submit(form, admin, form::edits, FormSubmission.then(saved), filled -> page(filled, true));
    }

    private ModelAndView page(FormView<GrantForm> filled, boolean mayChange) {
        var now = policy.current();
        var key = filled.form().key();
        var grant = key.isEmpty() ? null : now.find(ObjectKind.GRANT, key).orElse(null);
        var view = new ModelAndView("console/grant")
                .addObject("filled", filled)
                .addObject(
                        "title",
                        key.isEmpty()
                                ? "New grant"
                                : "Grant to " + filled.form().team())
                .addObject("link", PolicyObjectView.link(ObjectKind.GRANT, key))
                .addObject("roles", Role.values())
                .addObject("project", now.project(filled.form().project()))
                .addObject("teams", Suggestions.of(now.teams()))
                .addObject("projects", Suggestions.of(now.projects()));
        return managed.mark(view, grant, mayChange);
    }
}
