package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageLinks;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that remove an object of any kind. Clients have their own page, because team leads may remove them too. */
@Controller
class RemovalController {

    private final Policy policy;
    private final FormSubmission submission;

    RemovalController(Policy policy, FormSubmission submission) {
        this.policy = policy;
        this.submission = submission;
    }

    @RequireAdmin
    @GetMapping("/console/remove")
    ModelAndView removalForm(@RequestParam ObjectKind kind, @RequestParam String key) {
        var snapshot = policy.current();
        var object = AccessChecks.requireFound(snapshot.find(kind, key).orElse(null));
        return RemovalPage.of(object, snapshot, FormView.of(RemovalForm.of(snapshot)), path(object));
    }

    @RequireAdmin
    @PostMapping("/console/remove")
    ModelAndView remove(
            @RequestParam ObjectKind kind, @RequestParam String key, @ModelAttribute RemovalForm form, Admin admin) {
        var object = AccessChecks.requireFound(policy.current().find(kind, key).orElse(null));
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> RemovalForm.edits(object, snapshot),
                FormSubmission.then(listPath(kind)),
                view -> RemovalPage.of(object, policy.current(), view, path(object)));
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

    private static String path(PolicyObject object) {
        return PageLinks.query("/console/remove", Map.of("kind", object.kind().name(), "key", object.key()));
    }
}
