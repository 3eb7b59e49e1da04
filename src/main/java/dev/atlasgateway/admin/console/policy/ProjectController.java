package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Project;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, show, add and change projects. */
@Controller
record ProjectController(Policy policy, FormSubmission submission, InstantSource clock) {

    record Row(Project project, long grants) {}

    @RequireReader
    @GetMapping("/console/projects")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var snapshot = policy.current();
        var matches = PageOfRows.matching(q);
        var grants = snapshot.grants().stream().collect(Collectors.groupingBy(Grant::groupId, Collectors.counting()));
        var found = snapshot.projects().stream()
                .filter(project -> matches.test(
                        Arrays.asList(project.groupId(), project.name(), project.account(), project.contact())));
        return PageOfRows.of(found, page)
                .map(project -> new Row(project, grants.getOrDefault(project.groupId(), 0L)))
                .show("console/projects", q, AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @GetMapping("/console/new/project")
    ModelAndView newProject() {
        var form = Form.of(ObjectKind.PROJECT, policy.current().revision()).with(Map.of("account", "default"));
        return page(FormView.of(form), true);
    }

    @RequireReader
    @GetMapping("/console/projects/{groupId}")
    ModelAndView show(@PathVariable String groupId, Admin admin) {
        var snapshot = policy.current();
        var project = AccessChecks.requireFound(snapshot.project(groupId));
        return page(FormView.of(Form.of(project, snapshot.revision())), AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @PostMapping("/console/projects")
    ModelAndView save(@RequestParam Map<String, String> typed, Admin admin) {
        return submission.save(ObjectKind.PROJECT, Form.of(ObjectKind.PROJECT, typed), admin, view -> page(view, true));
    }

    private ModelAndView page(FormView view, boolean mayChange) {
        var snapshot = policy.current();
        var groupId = view.form().key();
        var create = view.form().create();
        var page = new ModelAndView("console/project")
                .addObject("view", view)
                .addObject("title", create ? "New project" : view.form().value("name"))
                .addObject(
                        "accounts",
                        snapshot.projects().stream()
                                .map(Project::account)
                                .distinct()
                                .sorted()
                                .toList())
                .addObject(
                        "grants", create ? PageOfRows.empty() : GrantRow.onProject(groupId, snapshot, clock.instant()));
        return FileOwnership.mark(page, create ? null : snapshot.project(groupId), snapshot, mayChange);
    }
}
