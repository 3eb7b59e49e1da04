package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, show and add clients. Team leads see and manage the clients of their own teams. */
@Controller
record ClientController(Policy policy, FormSubmission submission, Ha1Encryption encryption, InstantSource clock) {

    @RequireTeamLead
    @GetMapping("/console/clients")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var snapshot = policy.current();
        var now = clock.instant();
        var matches = PageOfRows.matching(q);
        var found = snapshot.clients().stream()
                .filter(client -> admin.maySee(client.team()))
                .filter(client -> matches.test(Arrays.asList(client.id(), client.team())));
        return PageOfRows.of(found, page)
                .map(client -> ClientRow.of(client, now))
                .show("console/clients", q, snapshot.teams().stream().anyMatch(team -> admin.mayManage(team.name())));
    }

    @RequireTeamLead
    @GetMapping("/console/new/client")
    ModelAndView newClient(
            @RequestParam(defaultValue = "") String team, @RequestParam(defaultValue = "") String kind, Admin admin) {
        var id = kind.equals(LoginKind.API_KEY.word()) ? DrawnSecret.drawPublicKey() : DrawnSecret.drawId();
        var form = form(Map.of("id", id, "team", team)).at(policy.current().revision());
        return newClient(FormView.of(form), admin);
    }

    @RequireTeamLead
    @PostMapping("/console/clients")
    ModelAndView add(@RequestParam Map<String, String> typed, Admin admin) {
        var form = form(typed);
        if (!form.value("team").isEmpty()) {
            AccessChecks.requireManageable(admin, form.value("team"));
        }
        var drawn = DrawnSecret.drawFor(form.value("id"));
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> edits(form, drawn, snapshot, errors),
                revision -> ClientSecretPage.of(form.value("id"), drawn, revision),
                view -> newClient(view, admin));
    }

    /** The id is drawn when the page is shown, so that a form sent twice adds one client. */
    private static Form form(Map<String, String> typed) {
        return Form.of(typed, Map.of("team", "Team", "expires", "Secret expires"));
    }

    private List<Edit> edits(Form form, DrawnSecret drawn, PolicySnapshot snapshot, FormErrors errors) {
        var id = form.value("id");
        if (snapshot.client(id) != null) {
            errors.add(
                    "", "This form already added its client and showed the secret. If the secret is lost, rotate it.");
        }
        if (form.value("team").isEmpty()) {
            errors.add("team", "must be chosen");
        }
        var end = form.ends().read("expires", errors);
        if (Client.isApiKey(id) && !encryption.isOn()) {
            errors.add("", Ha1Encryption.OFF + ".");
            return List.of();
        }
        var secret = Client.Secret.of(id, drawn.secret(), end, encryption);
        return List.of(new Edit.Put(new Client(id, form.value("team"), List.of(secret), false)));
    }

    private ModelAndView newClient(FormView view, Admin admin) {
        var teams = policy.current().teams().stream()
                .map(Team::name)
                .filter(admin::mayManage)
                .toList();
        return new ModelAndView("console/client-new")
                .addObject("view", view)
                .addObject("apiKey", Client.isApiKey(view.form().value("id")))
                .addObject("teams", teams);
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}")
    ModelAndView show(@PathVariable String id, Admin admin) {
        var client = AccessChecks.requireFound(policy.current().client(id));
        AccessChecks.requireVisible(admin, client.team());
        return new ModelAndView("console/client")
                .addObject("row", ClientRow.of(client, clock.instant()))
                .addObject("managedBy", FileOwnership.of(client, policy.current()))
                .addObject("mayChange", admin.mayManage(client.team()));
    }
}
