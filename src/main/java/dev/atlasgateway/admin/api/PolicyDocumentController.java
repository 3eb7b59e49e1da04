package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.PolicyPlan.Applied;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.PermitAll;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.document.Plan;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.BadRevision;
import dev.atlasgateway.revision.RevisionMoved;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
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

/** The whole policy as one YAML document: exported, planned and applied. Its ETag is the number of the revision. */
@RestController
class PolicyDocumentController {

    static final String YAML = "application/yaml";

    private static final Resource SCHEMA = new ClassPathResource("policy.schema.json");
    private static final String NAME = "the document";
    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    private static final int MOST_WAITING = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Policy policy;
    private final PolicyDocuments documents;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    PolicyDocumentController(Policy policy, PolicyDocuments documents) {
        this.policy = policy;
        this.documents = documents;
    }

    @RequireReader
    @GetMapping(path = "/admin/api/v1/policy", produces = YAML)
    ResponseEntity<String> export() {
        var now = policy.current();
        return ResponseEntity.ok().eTag(etag(now.revision())).body(documents.export(now));
    }

    /**
     * Answers 200 for a document with errors too: naming them is what was asked for.
     *
     * @param mounted whether it is planned as the next version of the mounted file
     */
    @RequireReader
    @PostMapping(
            path = "/admin/api/v1/policy:plan",
            consumes = {YAML, "application/x-yaml", "text/yaml", "text/plain"})
    ResponseEntity<PolicyPlan> plan(InputStream yaml, @RequestParam(defaultValue = "false") boolean mounted) {
        var plan = planned(
                yaml, document -> mounted ? documents.planMounted(NAME, document) : documents.plan(NAME, document));
        return ResponseEntity.ok().eTag(etag(plan.base())).body(PolicyPlan.of(plan));
    }

    @RequireAdmin
    @PostMapping(
            path = "/admin/api/v1/policy:apply",
            consumes = {YAML, "application/x-yaml", "text/yaml", "text/plain"})
    ResponseEntity<Applied> apply(
            InputStream yaml,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = ChangeReason.HEADER, defaultValue = "") String reason,
            Admin admin) {
        var base = base(ifMatch);
        var author = ChangeReason.of(admin, reason);
        try {
            var plan = planned(yaml, document -> documents.plan(NAME, document, base));
            if (!plan.faults().isEmpty()) {
                throw refused(plan);
            }
            var revision = documents.apply(plan, base, author);
            return ResponseEntity.ok().eTag(etag(revision)).body(Applied.of(revision, plan));
        } catch (RevisionMoved e) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_FAILED, e.getMessage());
        } catch (BadRevision e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage());
        } catch (InvalidPolicy e) { // of what the store holds, as the document is in order
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, e.summary());
        }
    }

    /** For editors, which bring no token. */
    @PermitAll
    @GetMapping(path = "/admin/policy.schema.json", produces = "application/schema+json")
    Resource schema() {
        return SCHEMA;
    }

    static long base(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ResponseStatusException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "If-Match is missing: send the ETag of the policy as you looked at it, such as policy:plan and revisions answer it,"
                            + " so that nobody's change is lost.");
        }
        var etag = ETAG.matcher(ifMatch.strip());
        if (!etag.matches()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "If-Match must be the one ETag of the policy, such as \"7\".");
        }
        return Long.parseLong(etag.group(1));
    }

    private static ErrorResponseException refused(Plan plan) {
        var status = plan.onlyManaged() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
        var problem = ProblemDetail.forStatusAndDetail(
                status,
                plan.onlyManaged()
                        ? "The document would change what a mounted file manages; nothing was changed."
                        : "The document is refused as a whole; nothing was changed.");
        problem.setProperty("errors", PolicyPlan.errors(plan));
        return new ErrorResponseException(status, problem, null);
    }

    /** One is planned at a time; those that wait for it are in memory already, so only a few may. */
    private Plan planned(InputStream yaml, Function<byte[], Plan> planning) {
        if (!waiting.tryAcquire()) {
            var busy = Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "This replica is planning other documents, one at a time; nothing was changed. Try again.");
            busy.getHeaders().set(HttpHeaders.RETRY_AFTER, "10");
            throw busy;
        }
        try {
            var tooLong = "The document " + PolicyDocuments.TOO_LARGE + ".";
            return planning.apply(WholeBody.read(yaml, PolicyDocuments.MOST_BYTES, PATIENCE, tooLong));
        } finally {
            waiting.release();
        }
    }

    private static String etag(long revision) {
        return "\"" + revision + "\"";
    }
}
