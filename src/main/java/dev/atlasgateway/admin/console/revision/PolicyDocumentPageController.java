package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.form.MultipartForm;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.document.Plan;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.BadRevision;
import dev.atlasgateway.revision.RevisionMoved;
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

/** The page of the policy as a document: written or uploaded, planned, and only then applied. */
@Controller
class PolicyDocumentPageController {

    private static final String PATH = "/console/policy";
    private static final String NAME = "the document";

    /** A policy of more objects is not even exported to find out how long it is. */
    private static final int MOST_OBJECTS = 2_000;

    private final Policy policy;
    private final PolicyDocuments documents;

    PolicyDocumentPageController(Policy policy, PolicyDocuments documents) {
        this.policy = policy;
        this.documents = documents;
    }

    @RequireReader
    @GetMapping(PATH)
    ModelAndView show(Admin admin) {
        var now = policy.current();
        var large = now.objects().limit(MOST_OBJECTS + 1).count() > MOST_OBJECTS;
        var form = PolicyDocumentForm.of(now.revision(), large ? "" : documents.export(now));
        return page(FormView.fresh(form), null, admin).addObject("tooLong", large || isLong(form));
    }

    @RequireReader
    @GetMapping(path = PATH + "/download", produces = "application/yaml")
    ResponseEntity<String> download() {
        var now = policy.current();
        var name = ContentDisposition.attachment().filename("policy-" + now.revision() + ".yaml");
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, name.build().toString())
                .body(documents.export(now));
    }

    @RequireReader
    @PostMapping(PATH)
    ModelAndView plan(HttpServletRequest request, Admin admin) throws IOException, ServletException {
        var form = PolicyDocumentForm.sent(request);
        var plan = plan(form);
        var view = page(planned(form, plan, new FormErrors()), plan, admin);
        if (!plan.faults().isEmpty()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    /** Applies only what its author saw that it would do; if anything changed since, that is shown first. */
    @RequireAdmin
    @PostMapping(PATH + "/apply")
    ModelAndView apply(HttpServletRequest request, Admin admin) throws IOException, ServletException {
        var form = PolicyDocumentForm.sent(request);
        var errors = new FormErrors();
        if (form.why().isEmpty()) {
            errors.add("why", FormSubmission.WHY);
        }
        if (form.mounted()) {
            errors.add("", "The next version of the mounted file is applied by mounting it.");
        }
        if (!form.isPlanned()) {
            errors.add("", "The document is not the one that was planned. Below is what this one would do.");
        }
        if (errors.isEmpty()) {
            try {
                var plan = documents.plan(NAME, form.document(), form.base());
                if (plan.faults().isEmpty()) {
                    var author = new Author(admin.name(), form.why());
                    return FormSubmission.then(PATH).apply(documents.apply(plan, form.base(), author));
                }
            } catch (RevisionMoved e) {
                return again(form, moved(errors), HttpStatus.CONFLICT, admin);
            } catch (InvalidPolicy | BadRevision e) {
                errors.add("", String.valueOf(e.getMessage()));
            }
        }
        return again(form, errors, HttpStatus.UNPROCESSABLE_CONTENT, admin);
    }

    private FormErrors moved(FormErrors errors) {
        errors.add(
                "",
                "Somebody made revision %d meanwhile. Below is what the document would do now."
                        .formatted(policy.current().revision()));
        return errors;
    }

    private ModelAndView again(PolicyDocumentForm form, FormErrors errors, HttpStatus status, Admin admin) {
        var plan = plan(form);
        var view = page(planned(form, plan, errors), plan, admin);
        view.setStatus(status);
        return view;
    }

    private Plan plan(PolicyDocumentForm form) {
        return form.mounted() ? documents.planMounted(NAME, form.document()) : documents.plan(NAME, form.document());
    }

    private static FormView<PolicyDocumentForm> planned(PolicyDocumentForm form, Plan plan, FormErrors errors) {
        return new FormView<>(form.plannedFor(plan.base()), plan.base(), errors, null);
    }

    private static boolean isLong(PolicyDocumentForm form) {
        return form.document().length > MultipartForm.MAX_EDITABLE;
    }

    private ModelAndView page(FormView<PolicyDocumentForm> filled, @Nullable Plan plan, Admin admin) {
        var view = new ModelAndView("console/policy")
                .addObject("filled", filled)
                .addObject("plan", plan)
                .addObject("tooLong", isLong(filled.form()))
                .addObject("mostBytes", PolicyDocuments.MOST_BYTES)
                .addObject(
                        "mayChange",
                        AccessChecks.everything(admin) && !filled.form().mounted());
        return plan == null
                ? view
                : view.addObject("changes", ChangeList.of(plan.differences(), policy.current()))
                        .addObject(
                                "faults",
                                DocumentError.of(plan.faults(), filled.form().yaml()));
    }
}
