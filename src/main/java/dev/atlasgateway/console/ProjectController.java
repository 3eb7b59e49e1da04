package dev.atlasgateway.console;

import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.signin.Admin;
import dev.atlasgateway.signin.ForAdmins;
import dev.atlasgateway.signin.ForReaders;
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
    private final Saving saving;
    private final Managed managed;
    private final InstantSource clock;

    ProjectController(Policy policy, Saving saving, Managed managed, InstantSource clock) {
        this.policy = policy;
        this.saving = saving;
        this.managed = managed;
        this.clock = clock;
    }

    record Row(Project project, long grants) {}

    @ForReaders
    @GetMapping("/console/projects")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var now = policy.current();
        var holding = Listed.holding(q);
        var grants = now.grants().stream().collect(Collectors.groupingBy(Grant::groupId, Collectors.counting()));
        var rows = now.projects().stream()
                .filter(project -> holding.test(
                        Arrays.asList(project.groupId(), project.name(), project.account(), project.contact())))
                .map(project -> new Row(project, grants.getOrDefault(project.groupId(), 0L)));
        return new ModelAndView("console/projects")
                .addObject("list", Listed.page(rows, page))
                .addObject("q", q)
                .addObject("mayChange", Reach.everything(admin));
    }

    @ForAdmins
    @GetMapping("/console/new/project")
    ModelAndView fresh() {
        return page(Filled.fresh(ProjectForm.empty(policy.current().revision())), true);
    }

    @ForReaders
    @GetMapping("/console/projects/{groupId}")
    ModelAndView show(@PathVariable String groupId, Admin admin) {
        var now = policy.current();
        var project = Reach.found(now.project(groupId));
        return page(Filled.fresh(ProjectForm.of(project, now.revision())), Reach.everything(admin));
    }

    @ForAdmins
    @PostMapping("/console/projects")
    ModelAndView save(@ModelAttribute ProjectForm form, Admin admin) {
        return saving.submit(
                form,
                admin,
                form::edits,
                Saving.then(Described.link(Kind.PROJECT, form.groupId())),
                filled -> page(filled, true));
    }

    private ModelAndView page(Filled<ProjectForm> filled, boolean mayChange) {
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
                .addObject("grants", fresh ? Listed.none() : GrantRow.onProject(groupId, now, clock.instant()));
        return managed.mark(view, fresh ? null : now.project(groupId), mayChange);
    }
}
