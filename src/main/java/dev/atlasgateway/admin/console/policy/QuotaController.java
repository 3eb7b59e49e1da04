package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.Wording;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.quota.QuotaBalance;
import dev.atlasgateway.quota.Quotas;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, show and change quotas, with what is left of each. */
@Controller
record QuotaController(Policy policy, Quotas quotas, FormSubmission submission) {

    @RequireReader
    @GetMapping("/console/quotas")
    ModelAndView list(
            @RequestParam(defaultValue = "teams") String of,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            Admin admin) {
        var snapshot = policy.current();
        var matches = PageOfRows.matching(q);
        var owners = of.equals("projects")
                ? snapshot.projects().stream().map(QuotaRow.Owner::of)
                : snapshot.teams().stream().map(QuotaRow.Owner::of);
        var matching = owners.filter(owner -> matches.test(List.of(owner.key(), owner.name())));
        return new ModelAndView("console/quotas")
                .addObject(
                        "list",
                        PageOfRows.of(matching, page)
                                .map(owner -> new QuotaRow(owner, owner.balance(quotas, snapshot))))
                .addObject("of", of.equals("projects") ? "projects" : "teams")
                .addObject("q", q)
                .addObject("mayChange", AccessChecks.mayChangeAll(admin));
    }

    @RequireReader
    @GetMapping("/console/quotas/teams/{team}")
    ModelAndView ofTeam(@PathVariable String team, Admin admin) {
        var snapshot = policy.current();
        return show(QuotaRow.Owner.of(AccessChecks.requireFound(snapshot.team(team))), snapshot, admin);
    }

    @RequireReader
    @GetMapping("/console/quotas/projects/{groupId}")
    ModelAndView ofProject(@PathVariable String groupId, Admin admin) {
        var snapshot = policy.current();
        return show(QuotaRow.Owner.of(AccessChecks.requireFound(snapshot.project(groupId))), snapshot, admin);
    }

    private ModelAndView show(QuotaRow.Owner owner, PolicySnapshot snapshot, Admin admin) {
        var balance = owner.balance(quotas, snapshot);
        var quota = balance.quota();
        var form = Form.of(owner.own(quota), snapshot.revision())
                .with(Map.of("scope", owner.scope(), "owner", owner.key(), "period", Wording.period(quota.period())));
        return page(FormView.of(form), owner, balance, AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @PostMapping("/console/quotas")
    ModelAndView save(@RequestParam Map<String, String> typed, Admin admin) {
        var snapshot = policy.current();
        var name = typed.getOrDefault("owner", "");
        var owner = "teams".equals(typed.get("scope"))
                ? QuotaRow.Owner.of(AccessChecks.requireFound(snapshot.team(name)))
                : QuotaRow.Owner.of(AccessChecks.requireFound(snapshot.project(name)));
        var form = Form.of(owner.kind(), typed);
        return submission.submit(
                form,
                admin,
                (now, errors) -> List.of(edit(form, owner, errors)),
                FormSubmission.then("/console/quotas?of=" + owner.scope()),
                view -> page(view, owner, owner.balance(quotas, snapshot), true));
    }

    private static Edit edit(Form form, QuotaRow.Owner owner, FormErrors errors) {
        return form.isTicked("default") // the default again
                ? new Edit.Remove(owner.kind(), owner.key())
                : new Edit.Put(owner.own(new Quota(
                        FormFields.number("capacity", form.value("capacity"), errors),
                        FormFields.number("refill", form.value("refill"), errors),
                        FormFields.duration("period", form.value("period"), errors))));
    }

    private ModelAndView page(FormView view, QuotaRow.Owner owner, QuotaBalance balance, boolean mayChange) {
        var page = new ModelAndView("console/quota")
                .addObject("title", "Quota of " + owner.name())
                .addObject("view", view)
                .addObject("row", new QuotaRow(owner, balance));
        return FileOwnership.mark(page, owner.own(balance.quota()), policy.current(), mayChange)
                .addObject("removable", false);
    }
}
