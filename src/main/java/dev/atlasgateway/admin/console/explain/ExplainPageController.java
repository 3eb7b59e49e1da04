package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.layout.Suggestions;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.explain.ExplanationService;
import dev.atlasgateway.history.CallReader;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.Policy;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Page that explains the decision about a past or possible call. It records only looks at past calls and reads from Atlas. */
@Controller
record ExplainPageController(ExplanationService explanations, CallReader calls, Policy policy) {

    /** @param requestId the request id or the audit id of a past call; empty to show the form */
    @RequireTeamLead
    @GetMapping("/console/explain")
    ModelAndView show(@RequestParam(defaultValue = "") String requestId, Admin admin) {
        var id = requestId.strip();
        if (id.isEmpty()) {
            return page(ExplainForm.empty(), new FormErrors(), admin);
        }
        return calls.showToExplain(id, admin)
                .map(call -> page(ExplainForm.of(call, policy.current()), new FormErrors(), admin)
                        .addObject("past", explained(call, admin)))
                .orElseGet(() -> unknown(admin))
                .addObject("requestId", id);
    }

    /** Explains how the call in the form would be decided now. */
    @RequireTeamLead
    @PostMapping("/console/explain")
    ModelAndView ask(@ModelAttribute ExplainForm form, Admin admin) {
        var snapshot = policy.current();
        var errors = new FormErrors();
        var question = form.question(snapshot, admin, errors);
        var page = page(form, errors, admin);
        if (question == null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        return page.addObject("answer", ExplanationView.of(explanations.explain(question, snapshot), snapshot, admin));
    }

    private ExplainedCallView explained(RecordedCall call, Admin admin) {
        var snapshot = policy.current();
        return explanations
                .explain(call)
                .map(past -> ExplainedCallView.of(past, snapshot, admin))
                .orElseGet(() -> ExplainedCallView.of(call, snapshot, admin));
    }

    /** Returns the same page for a call of another team and for a call that does not exist. */
    private ModelAndView unknown(Admin admin) {
        var page = page(ExplainForm.empty(), new FormErrors(), admin).addObject("unknown", true);
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }

    private ModelAndView page(ExplainForm form, FormErrors errors, Admin admin) {
        var snapshot = policy.current();
        return new ModelAndView("console/explain")
                .addObject("form", form)
                .addObject("errors", errors)
                .addObject("requestId", "")
                .addObject("unknown", false)
                .addObject("past", null)
                .addObject("answer", null)
                .addObject("operations", Operation.values())
                .addObject("callers", Suggestions.teams(snapshot, admin))
                .addObject("projects", Suggestions.projects(snapshot, admin));
    }
}
