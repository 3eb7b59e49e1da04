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

/** Removes an object of any kind; clients have a page of their own for that, as team leads may do it too. */
@Controller
class RemovalController {

    private final Policy policy;
    private final FormSubmission saving;

    RemovalController(Policy policy, FormSubmission saving) {
        this.policy = policy;
        this.saving = saving;
    }

    @RequireAdmin
    @GetMapping("/console/remove")
    ModelAndView ask(@RequestParam ObjectKind kind, @RequestParam String key) {
        var now = policy.current();
        var object = AccessChecks.found(now.find(kind, key).orElse(null));
        return RemovalPage.of(object, now, FormView.fresh(RemovalForm.of(now)), path(object));
    }

    @RequireAdmin
    @PostMapping("/console/remove")
    ModelAndView remove(
            @RequestParam ObjectKind kind, @RequestParam String key, @ModelAttribute RemovalForm form, Admin admin) {
        var object = AccessChecks.found(policy.current().find(kind, key).orElse(null));
        return saving.submit(
                form,
                admin,
                (now, errors) -> RemovalForm.edits(object, now),
                FormSubmission.then(list(kind)),
                filled -> RemovalPage.of(object, policy.current(), filled, path(object)));
    }

    private static String list(ObjectKind kind) {
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
