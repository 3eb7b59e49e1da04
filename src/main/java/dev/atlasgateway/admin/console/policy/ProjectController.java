package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Project;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages of projects. */
@Controller
class ProjectController {

    private final Policy policy;
    private final FormSubmission saving;
    private final FileOwnership managed;
    private final InstantSource clock;

    ProjectController(Policy policy, FormSubmission saving, FileOwnership managed, InstantSource clock) {
        this.policy = policy;
        this.saving = saving;
        this.managed = managed;
        this.clock = clock;
    }

    record Row(Project project, long grants) {}

    @RequireReader
    @GetMapping("/console/projects")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var now = policy.current();
        var holding = PageOfRows.holding(q);
        var grants = now.grants().stream().collect(Collectors.groupingBy(Grant::groupId, Collectors.counting()));
        var rows = now.projects().stream()
                .filter(project -> holding.test(
                        Arrays.asList(project.groupId(), project.name(), project.account(), project.contact())))
                .map(project -> new Row(project, grants.getOrDefault(project.groupId(), 0L)));
        return new ModelAndView("console/projects")
                .addObject("list", PageOfRows.page(rows, page))
                .addObject("q", q)
                .addObject("mayChange", AccessChecks.everything(admin));
    }

    @RequireAdmin
    @GetMapping("/console/new/project")
    ModelAndView fresh() {
        return page(FormView.fresh(ProjectForm.empty(policy.current().revision())), true);
    }

    @RequireReader
    @GetMapping("/console/projects/{groupId}")
    ModelAndView show(@PathVariable String groupId, Admin admin) {
        var now = policy.current();
        var project = AccessChecks.found(now.project(groupId));
        return page(FormView.fresh(ProjectForm.of(project, now.revision())), AccessChecks.everything(admin));
    }

    @RequireAdmin
    @PostMapping("/console/projects")
    ModelAndView save(@ModelAttribute ProjectForm form, Admin admin) {
        return saving.submit(
                form,
                admin,
                form::edits,
                FormSubmission.then(PolicyObjectView.link(ObjectKind.PROJECT, form.groupId())),
                filled -> page(filled, true));
    }

    private ModelAndView page(FormView<ProjectForm> filled, boolean mayChange) {
        var now = policy.current();
        var groupId = filled.form().groupId();
        var fresh = filled.form().fresh();
        var view = new ModelAndView("console/project")
                .addObject("filled", filled)
                .addObject("title", fresh ? "New project" : filled.form().name())
                .addObject(
                        "accounts",
                        now.projects().stream()
                                .map(Project::account)
                                .distinct()
                                .sorted()
                                .toList())
                .addObject("grants", fresh ? PageOfRows.none() : GrantRow.onProject(groupId, now, clock.instant()));
        return managed.mark(view, fresh ? null : now.project(groupId), mayChange);
    }
}
