package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.Suggestions;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.explain.Backtest;
import dev.atlasgateway.explain.BacktestService;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that test drafts on past calls, and the same test beside the editor of a guardrail. */
@Controller
record BacktestPageController(
        BacktestService backtests, PolicyDocuments documents, Policy policy, InstantSource clock) {

    private static final int MAX_FAULTS_SHOWN = 100;

    /**
     * @param of {@code document} for a draft policy, else a draft guardrail
     * @param guardrail the name of a guardrail in force to start from
     */
    @RequireReader
    @GetMapping("/console/backtest")
    ModelAndView show(
            @RequestParam(defaultValue = "guardrail") String of, @RequestParam(defaultValue = "") String guardrail) {
        var form = policy.current()
                .find(ObjectKind.GUARDRAIL, guardrail)
                .map(found -> BacktestForm.of((Guardrail) found))
                .orElseGet(BacktestForm::empty);
        return page(form, of, new FormErrors());
    }

    /** Starts a backtest. Answers htmx with the part beside the editor, others with a redirect to its own page. */
    @RequireReader
    @PostMapping("/console/backtest")
    ModelAndView start(
            HttpServletRequest request,
            @RequestParam(defaultValue = "guardrail") String of,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Admin admin)
            throws IOException, ServletException {
        var form = BacktestForm.read(request);
        var errors = new FormErrors();
        var edits = of.equals("document") ? document(form, errors) : form.guardrail(policy.current(), errors);
        var span = form.span(clock.instant(), errors);
        if (span != null && errors.isEmpty()) {
            try {
                var started = backtests.start(edits, form.about(), span.from(), span.to(), admin.name());
                return htmx ? resultBesideEditor(started, admin) : new ModelAndView("redirect:" + path(started.id()));
            } catch (InvalidPolicyException e) {
                e.faults().forEach(fault -> errors.add(fault.field(), fault.sentence()));
                if (e.faults().isEmpty()) {
                    e.sentences().forEach(sentence -> errors.add("", sentence));
                }
            } catch (IllegalArgumentException | BacktestService.TooMany e) {
                errors.add("", "The backtest did not start: " + e.getMessage() + ".");
            }
        }
        var view = htmx
                ? new ModelAndView(
                                "console/form :: errors(title='Nothing was started.', errors=${errors}, labels=null, focus=false)")
                        .addObject("errors", errors)
                : page(form, of, errors);
        view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return view;
    }

    /** Shows the progress and the result of a backtest. The page reloads itself while it runs. */
    @RequireReader
    @GetMapping("/console/backtest/{id}")
    ModelAndView result(@PathVariable String id, Admin admin) {
        var backtest = AccessChecks.requireFound(backtests.show(id, admin.name()));
        return new ModelAndView("console/backtest-result").addObject("view", view(backtest, admin));
    }

    @RequireReader
    @PostMapping("/console/backtest/{id}/cancel")
    ModelAndView cancel(@PathVariable String id, Admin admin) {
        backtests.cancel(AccessChecks.requireFound(backtests.find(id)).id(), admin.name());
        return new ModelAndView("redirect:" + path(id));
    }

    private List<Edit> document(BacktestForm form, FormErrors errors) {
        if (form.document().isBlank()) {
            errors.add("document", "is missing: enter the whole policy");
            return List.of();
        }
        var yaml = form.document().getBytes(StandardCharsets.UTF_8);
        var plan = documents.plan("document", yaml, form.mounted());
        plan.faults().stream().limit(MAX_FAULTS_SHOWN).forEach(fault -> errors.add("document", "line " + fault));
        return plan.edits();
    }

    private ModelAndView page(BacktestForm form, String of, FormErrors errors) {
        var snapshot = policy.current();
        return new ModelAndView("console/backtest")
                .addObject("form", form)
                .addObject("of", of.equals("document") ? "document" : "guardrail")
                .addObject("errors", errors)
                .addObject("mostBytes", PolicyDocuments.MAX_BYTES)
                .addObject("guardrails", Suggestions.of(snapshot.guardrails()))
                .addObject("known", backtests.known());
    }

    private ModelAndView resultBesideEditor(Backtest started, Admin admin) {
        return new ModelAndView("console/backtest-parts :: backtest").addObject("view", view(started, admin));
    }

    private BacktestView view(Backtest backtest, Admin admin) {
        return BacktestView.of(backtest, policy.current(), admin);
    }

    private static String path(String id) {
        return "/console/backtest/" + id;
    }
}
