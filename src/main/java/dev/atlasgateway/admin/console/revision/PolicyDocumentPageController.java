package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.document.Plan;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.OutdatedRevisionException;
import dev.atlasgateway.revision.RefusedRevisionException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Page that shows the policy as a document, plans a new document, and applies it after the plan was shown. */
@Controller
record PolicyDocumentPageController(Policy policy, PolicyDocuments documents) {

    private static final String PATH = "/console/policy";
    private static final String NAME = "the document";

    /** A larger policy is not exported to measure its length. */
    private static final int MAX_OBJECTS = 2_000;

    @RequireReader
    @GetMapping(PATH)
    ModelAndView show(Admin admin) {
        var snapshot = policy.current();
        var large = snapshot.objects().limit(MAX_OBJECTS + 1).count() > MAX_OBJECTS;
        var form = PolicyDocumentForm.of(snapshot.revision(), large ? "" : documents.export(snapshot));
        return page(form, FormView.of(form.form()), null, admin).addObject("tooLong", large || form.isLong());
    }

    @RequireReader
    @GetMapping(path = PATH + "/download", produces = "application/yaml")
    ResponseEntity<String> download() {
        var snapshot = policy.current();
        var name = ContentDisposition.attachment().filename("policy-" + snapshot.revision() + ".yaml");
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, name.build().toString())
                .body(documents.export(snapshot));
    }

    @RequireReader
    @PostMapping(PATH)
    ModelAndView plan(HttpServletRequest request, Admin admin) throws IOException, ServletException {
        var form = PolicyDocumentForm.read(request);
        var plan = plan(form);
        var view = page(form, viewOf(form, plan, new FormErrors()), plan, admin);
        if (!plan.faults().isEmpty()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    /** Applies the document only if its plan was shown. If the policy has changed since, shows the new plan first. */
    @RequireAdmin
    @PostMapping(PATH + "/apply")
    ModelAndView apply(HttpServletRequest request, Admin admin) throws IOException, ServletException {
        var form = PolicyDocumentForm.read(request);
        var errors = new FormErrors();
        form.form().checkWhy(errors);
        if (form.isMounted()) {
            errors.add("", "Mount the next version of the mounted file to apply it.");
        }
        if (!form.isPlanned()) {
            errors.add("", "The document has changed since it was planned. The new plan is below.");
        }
        if (errors.isEmpty()) {
            try {
                var plan = documents.plan(NAME, form.document(), form.form().base());
                if (plan.faults().isEmpty()) {
                    var author = admin.author(form.form().why());
                    return FormSubmission.then(PATH)
                            .apply(documents.apply(plan, form.form().base(), author));
                }
            } catch (OutdatedRevisionException e) {
                var conflict = "Another admin made revision %d in the meantime. The new plan is below.";
                errors.add("", conflict.formatted(policy.current().revision()));
                return showAgain(form, errors, HttpStatus.CONFLICT, admin);
            } catch (InvalidPolicyException | RefusedRevisionException e) {
                errors.add("", String.valueOf(e.getMessage()));
            }
        }
        return showAgain(form, errors, HttpStatus.UNPROCESSABLE_CONTENT, admin);
    }

    private ModelAndView showAgain(PolicyDocumentForm form, FormErrors errors, HttpStatus status, Admin admin) {
        var plan = plan(form);
        var view = page(form, viewOf(form, plan, errors), plan, admin);
        view.setStatus(status);
        return view;
    }

    private Plan plan(PolicyDocumentForm form) {
        return documents.plan(NAME, form.document(), form.isMounted());
    }

    private static FormView viewOf(PolicyDocumentForm form, Plan plan, FormErrors errors) {
        return new FormView(form.plannedFor(plan.base()), plan.base(), errors, null);
    }

    private ModelAndView page(PolicyDocumentForm form, FormView view, @Nullable Plan plan, Admin admin) {
        var page = new ModelAndView("console/policy")
                .addObject("view", view)
                .addObject("plan", plan)
                .addObject("tooLong", form.isLong())
                .addObject("mostBytes", PolicyDocuments.MAX_BYTES)
                .addObject("mayChange", AccessChecks.mayChangeAll(admin) && !form.isMounted());
        return plan == null
                ? page
                : page.addObject("changes", ChangeList.of(plan.differences(), policy.current()))
                        .addObject("lines", form.yaml().lines().toList());
    }
}
