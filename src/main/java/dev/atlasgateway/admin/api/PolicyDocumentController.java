package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyRevisionController.etag;

import dev.atlasgateway.admin.api.PolicyPlan.ApplyResult;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.api.request.WholeBody;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.document.Plan;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.document.PolicySchema;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.Policy;
import jakarta.annotation.security.PermitAll;
import java.io.InputStream;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Exports, plans and applies the whole policy as one YAML document. Its ETag is the number of the revision. */
@RestController
record PolicyDocumentController(Policy policy, PolicyDocuments documents) {

    static final String YAML = "application/yaml";

    private static final String SCHEMA = PolicySchema.json();
    private static final String NAME = "the document";
    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @RequireReader
    @GetMapping(path = "/admin/api/v1/policy", produces = YAML)
    ResponseEntity<String> export() {
        var now = policy.current();
        return ResponseEntity.ok().eTag(etag(now.revision())).body(documents.export(now));
    }

    /**
     * Plans a document. Answers 200 for a document with errors too, because the plan names them.
     *
     * @param mounted whether the document is the next version of the mounted file
     */
    @RequireReader
    @PostMapping(
            path = "/admin/api/v1/policy:plan",
            consumes = {YAML, "application/x-yaml", "text/yaml", "text/plain"})
    ResponseEntity<PolicyPlan> plan(InputStream yaml, @RequestParam(defaultValue = "false") boolean mounted) {
        var plan = documents.plan(NAME, read(yaml), mounted);
        return ResponseEntity.ok().eTag(etag(plan.base())).body(PolicyPlan.of(plan));
    }

    @RequireAdmin
    @PostMapping(
            path = "/admin/api/v1/policy:apply",
            consumes = {YAML, "application/x-yaml", "text/yaml", "text/plain"})
    ResponseEntity<ApplyResult> apply(
            InputStream yaml,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = ChangeReason.HEADER, defaultValue = "") String reason,
            Admin admin) {
        var base = base(ifMatch);
        var author = ChangeReason.of(admin, reason);
        try {
            var plan = documents.plan(NAME, read(yaml), base);
            if (!plan.faults().isEmpty()) {
                throw refusal(plan);
            }
            var revision = documents.apply(plan, base, author);
            return ResponseEntity.ok().eTag(etag(revision)).body(ApplyResult.of(revision, plan));
        } catch (InvalidPolicyException e) { // of the store, because the document has no faults
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, e.summary());
        }
    }

    /** Serves the schema to editors, which have no token. */
    @PermitAll
    @GetMapping(path = "/admin/policy.schema.json", produces = "application/schema+json")
    String schema() {
        return SCHEMA;
    }

    static long base(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ResponseStatusException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "If-Match is missing: send the ETag that policy:plan or revisions answered, so that you overwrite no other"
                            + " change.");
        }
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.IF_MATCH, ifMatch);
        var etag = ETAG.matcher(String.join(", ", EntityTags.ifMatch(headers)));
        if (!etag.matches()) {
            throw Problems.badHeader(HttpHeaders.IF_MATCH, "must be the one ETag of the policy, such as \"7\"");
        }
        return Long.parseLong(etag.group(1));
    }

    private static ErrorResponseException refusal(Plan plan) {
        var status = plan.onlyManaged() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
        var problem = ProblemDetail.forStatusAndDetail(
                status,
                plan.onlyManaged()
                        ? "The document would change objects that a mounted file manages; nothing was changed."
                        : "The document is refused as a whole; nothing was changed.");
        problem.setProperty("errors", PolicyPlan.errors(plan));
        return new ErrorResponseException(status, problem, null);
    }

    private static byte[] read(InputStream yaml) {
        return WholeBody.read(
                yaml, PolicyDocuments.MAX_BYTES, TIMEOUT, "The document " + PolicyDocuments.TOO_LARGE + ".");
    }
}
