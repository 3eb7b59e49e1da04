package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.quota.QuotaBalance;
import dev.atlasgateway.quota.Quotas;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages of quotas: what everybody has, what is left of it now, and what differs from the default. */
@Controller
class QuotaController {

    private final Policy policy;
    private final Quotas quotas;
    private final FormSubmission saving;
    private final FileOwnership managed;

    QuotaController(Policy policy, Quotas quotas, FormSubmission saving, FileOwnership managed) {
        this.policy = policy;
        this.quotas = quotas;
        this.saving = saving;
        this.managed = managed;
    }

    @RequireReader
    @GetMapping("/console/quotas")
    ModelAndView list(
            @RequestParam(defaultValue = "teams") String of,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            Admin admin) {
        var now = policy.current();
        var holding = PageOfRows.holding(q);
        var owners = of.equals("projects") ? projects(now) : teams(now);
        var matching = owners.filter(owner -> holding.test(List.of(owner.key(), owner.name())));
        return new ModelAndView("console/quotas")
                .addObject("list", PageOfRows.page(matching, page).map(owner -> QuotaRow.of(owner, left(owner, now))))
                .addObject("of", of.equals("projects") ? "projects" : "teams")
                .addObject("q", q)
                .addObject("mayChange", AccessChecks.everything(admin));
    }

    private static Stream<QuotaRow.Owner> teams(PolicySnapshot now) {
        return now.teams().stream().map(QuotaController::owner);
    }

    private static Stream<QuotaRow.Owner> projects(PolicySnapshot now) {
        return now.projects().stream().map(QuotaController::owner);
    }

    private static QuotaRow.Owner owner(Team team) {
        return new QuotaRow.Owner("teams", team.name(), team.name());
    }

    private static QuotaRow.Owner owner(Project project) {
        return new QuotaRow.Owner("projects", project.groupId(), project.name());
    }

    private QuotaBalance left(QuotaRow.Owner owner, PolicySnapshot now) {
        return owner.isTeam() ? quotas.teamBalance(owner.key(), now) : quotas.projectBalance(owner.key(), now);
    }

    @RequireReader
    @GetMapping("/console/quotas/teams/{team}")
    ModelAndView ofTeam(@PathVariable String team, Admin admin) {
        var now = policy.current();
        return show(owner(AccessChecks.found(now.team(team))), now, admin);
    }

    @RequireReader
    @GetMapping("/console/quotas/projects/{groupId}")
    ModelAndView ofProject(@PathVariable String groupId, Admin admin) {
        var now = policy.current();
        return show(owner(AccessChecks.found(now.project(groupId))), now, admin);
    }

    private ModelAndView show(QuotaRow.Owner owner, PolicySnapshot now, Admin admin) {
        var left = left(owner, now);
        var form = QuotaForm.of(owner.scope(), owner.key(), left.quota(), now.revision());
        return page(FormView.fresh(form), owner, left, AccessChecks.everything(admin));
    }

    @RequireAdmin
    @PostMapping("/console/quotas")
    ModelAndView save(@ModelAttribute QuotaForm form, Admin admin) {
        var now = policy.current();
        var owner = form.ofTeam()
                ? owner(AccessChecks.found(now.team(form.owner())))
                : owner(AccessChecks.found(now.project(form.owner())));
        return saving.submit(
                form,
                admin,
                form::edits,
                FormSubmission.then("/console/quotas?of=" + owner.scope()),
                filled -> page(filled, owner, left(owner, now), true));
    }

    private ModelAndView page(FormView<QuotaForm> filled, QuotaRow.Owner owner, QuotaBalance left, boolean mayChange) {
        var view = new ModelAndView("console/quota")
                .addObject("title", "Quota of " + owner.name())
                .addObject("filled", filled)
                .addObject("row", QuotaRow.of(owner, left));
        return managed.mark(view, owner.own(left.quota()), mayChange).addObject("removable", false);
    }
}
