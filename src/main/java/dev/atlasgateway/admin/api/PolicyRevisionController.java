package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.PolicyPlan.Change;
import dev.atlasgateway.admin.api.PolicyPlan.Count;
import dev.atlasgateway.admin.api.request.Page;
import dev.atlasgateway.admin.api.request.Paging;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.Differences;
import dev.atlasgateway.revision.RestorePlan;
import dev.atlasgateway.revision.Revision;
import dev.atlasgateway.revision.RevisionFilter;
import dev.atlasgateway.revision.Revisions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the history of the policy: who changed what, when and why. Restores earlier revisions. */
@RestController
@RequestMapping("/admin/api/v1/revisions")
record PolicyRevisionController(Policy policy, Revisions revisions) {

    private static final String PATH = "/admin/api/v1/revisions";

    /**
     * A page of the differences of two revisions.
     *
     * @param count the numbers of all pages
     * @param items the differences of this page
     */
    record DifferencePage(
            long from,
            long to,
            Count count,
            List<Change> items,
            @Nullable String next) {}

    /** @param revision the new one, or the newest one if it contains the same */
    record RestoreResult(long revision) {

        ResponseEntity<RestoreResult> answer() {
            return ResponseEntity.ok()
                    .eTag(etag(revision))
                    .header(PolicyListing.REVISION, Long.toString(revision))
                    .body(this);
        }
    }

    /**
     * A page of what going back would do.
     *
     * @param count the numbers of changes on all pages
     * @param kept differences that would remain: objects as they stay, and as they were
     */
    record RestorePlanPage(
            long base,
            Count count,
            List<Change> changes,
            List<Change> kept,
            @Nullable String next) {}

    /** Lists revisions, newest first. Its ETag is what a restore sends as If-Match. */
    @RequireReader
    @GetMapping
    ResponseEntity<Page<Revision>> list(@RequestParam Map<String, String> query) {
        var paging = Paging.of(query, List.of("by", "since", "object"));
        var from = paging.after().isEmpty() ? Long.MAX_VALUE : paging.number();
        var now = policy.current().revision(); // before the search, so that it is not newer than the page
        var page = paging.page(
                revisions.before(from, filter(query), paging.limit() + 1),
                revision -> Long.toString(revision.number()),
                revision -> revision);
        return page.answer(PATH, query)
                .eTag(etag(now))
                .header(PolicyListing.REVISION, Long.toString(now))
                .body(page);
    }

    private static RevisionFilter filter(Map<String, String> query) {
        return new RevisionFilter(query.get("by"), read(query, "since", ListFilter::moment), object(query));
    }

    static RevisionFilter.@Nullable ObjectName object(Map<String, String> query) {
        return read(query, "object", RevisionFilter.ObjectName::of);
    }

    private static <T> @Nullable T read(Map<String, String> query, String parameter, Function<String, T> reader) {
        try {
            var text = query.get(parameter);
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw Problems.badParameter(parameter, String.valueOf(e.getMessage()));
        }
    }

    @RequireReader
    @GetMapping("/{number}")
    ResponseEntity<Revision> show(@PathVariable long number) {
        return ResponseEntity.ok().eTag(etag(number)).body(require(number));
    }

    /** Answers the differences from another revision; from the one before, unless the request names one. */
    @RequireReader
    @GetMapping("/{number}/diff")
    ResponseEntity<DifferencePage> diff(@PathVariable long number, @RequestParam Map<String, String> query) {
        var paging = Paging.of(query, List.of("from"));
        var to = require(number).number();
        var from = query.containsKey("from") ? earlier(query.get("from")) : to - 1;
        var here = revisions.differences().between(from, to, skipped(paging), paging.limit() + 1);
        var page = page(here.items(), paging);
        var count = Count.of(here);
        return page.answer(PATH + "/" + number + "/diff", query)
                .body(new DifferencePage(from, to, count, page.items(), page.next()));
    }

    private static int skipped(Paging paging) {
        return paging.after().isEmpty() ? 0 : (int) Math.min(paging.number(), Integer.MAX_VALUE - Paging.MAX_LIMIT);
    }

    private static Page<Change> page(List<Difference> found, Paging paging) {
        return paging.page(found, last -> Integer.toString(skipped(paging) + paging.limit()), Change::of);
    }

    /** Restores a revision, except for what its plan leaves as it is. */
    @RequireAdmin
    @PostMapping("/{number}:restore")
    ResponseEntity<RestoreResult> restore(@PathVariable long number, @RequestHeader HttpHeaders headers, Admin admin) {
        var author = ChangeReason.of(admin, headers.getFirst(ChangeReason.HEADER));
        var base = PolicyDocumentController.base(headers.getFirst(HttpHeaders.IF_MATCH));
        var revision = revisions.restore(require(number).number(), base, author);
        return new RestoreResult(revision).answer();
    }

    /** Shows what a restore would change now, and what it would leave as it is. */
    @RequireReader
    @GetMapping("/{number}/restore-plan")
    ResponseEntity<RestorePlanPage> planRestore(@PathVariable long number, @RequestParam Map<String, String> query) {
        var paging = Paging.of(query, List.of());
        var plan = revisions.planRestore(require(number).number());
        return answer(plan, paging, PATH + "/" + number + "/restore-plan", query);
    }

    /** Shows what an undo would change now, without checking for later changes of the same objects. */
    @RequireReader
    @GetMapping("/{number}/undo-plan")
    ResponseEntity<RestorePlanPage> planUndo(@PathVariable long number, @RequestParam Map<String, String> query) {
        var paging = Paging.of(query, List.of("object"));
        var plan = revisions.planUndo(require(number).number(), object(query));
        return answer(plan, paging, PATH + "/" + number + "/undo-plan", query);
    }

    /** Pages both lists of a plan at once; the longer one decides whether another page follows. */
    private static ResponseEntity<RestorePlanPage> answer(
            RestorePlan plan, Paging paging, String path, Map<String, String> query) {
        var changes = page(rest(plan.changes(), paging), paging);
        var kept = page(rest(plan.kept(), paging), paging);
        var longer = changes.next() == null ? kept : changes;
        var count = Count.of(Differences.of(plan.changes()));
        return longer.answer(path, query)
                .eTag(etag(plan.base()))
                .body(new RestorePlanPage(plan.base(), count, changes.items(), kept.items(), longer.next()));
    }

    private static List<Difference> rest(List<Difference> all, Paging paging) {
        return all.stream().skip(skipped(paging)).limit(paging.limit() + 1L).toList();
    }

    private long earlier(@Nullable String number) {
        try {
            var from = Long.parseLong(String.valueOf(number));
            return from == 0 ? 0 : require(from).number();
        } catch (NumberFormatException e) {
            throw Problems.badParameter("from", "must be the number of a revision, or 0 for none");
        }
    }

    private Revision require(long number) {
        return revisions.revision(number).orElseThrow(Problems::notFound);
    }

    static String etag(long revision) {
        return "\"" + revision + "\"";
    }
}
