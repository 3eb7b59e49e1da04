package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.ClosestGrantView;
import dev.atlasgateway.admin.console.layout.PageLinks;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.explain.ExplanationService;
import dev.atlasgateway.history.CallReader;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.Policy;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Page of one call: the request, each step, what was sent to Atlas, and the outcome. */
@Controller
record CallPageController(CallReader calls, ExplanationService explanations, Policy policy) {

    /** The characters of request ids. */
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /** Redirects the search field at the top of every page to the call. Not every text can be part of a path. */
    @RequireTeamLead
    @GetMapping("/console/find")
    ModelAndView find(@RequestParam(defaultValue = "") String requestId) {
        var id = requestId.strip();
        if (id.isEmpty()) {
            return new ModelAndView("redirect:/console/audit");
        }
        return REQUEST_ID.matcher(id).matches() ? new ModelAndView("redirect:" + path(id)) : unknown(id);
    }

    static String path(String id) {
        return PageLinks.item("/console/audit", id);
    }

    /** @param id the id from the audit, or the request id from the answer */
    @RequireTeamLead
    @GetMapping("/console/audit/{id}")
    ModelAndView show(@PathVariable String id, Admin admin) {
        return calls.show(id, admin).map(call -> page(call, admin)).orElseGet(() -> unknown(id));
    }

    private ModelAndView page(RecordedCall call, Admin admin) {
        var snapshot = policy.current();
        return new ModelAndView("console/call")
                .addObject("row", CallRow.of(call, snapshot, admin))
                .addObject("call", call)
                .addObject("steps", new CallSteps(call, snapshot, admin).all())
                .addObject("closest", ClosestGrantView.of(explanations.closest(call), snapshot, admin))
                .addObject("bars", WaterfallBar.of(call))
                .addObject("fields", FieldComparison.of(call));
    }

    /** Returns the same page for a call of another team and for a call that does not exist. */
    private static ModelAndView unknown(String id) {
        var page = new ModelAndView("console/call-unknown").addObject("id", id);
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }
}
