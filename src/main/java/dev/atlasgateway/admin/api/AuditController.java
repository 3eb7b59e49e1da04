package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.history.AdminEvents;
import dev.atlasgateway.history.CallFields;
import dev.atlasgateway.history.Cursor;
import dev.atlasgateway.history.Export;
import dev.atlasgateway.history.Filter;
import dev.atlasgateway.history.History;
import dev.atlasgateway.history.InvalidFilter;
import dev.atlasgateway.history.PastCall;
import dev.atlasgateway.history.Statistics;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit: searched, shown and exported. Each look at it is recorded before anything is shown. */
@RestController
@RequestMapping("/admin/api/v1")
class AuditController {

    private final History history;
    private final AdminEvents events;

    AuditController(History history, AdminEvents events) {
        this.history = history;
        this.events = events;
    }

    @RequireTeamLead
    @GetMapping("/audit")
    ResponseEntity<Page<Map<String, @Nullable Object>>> search(
            @RequestParam Map<String, String> query, @RequestParam(defaultValue = "") String after, Admin admin) {
        var filter = visible(query, admin, Paging.LIMIT, Paging.AFTER);
        var cursor = after.isBlank() ? null : Cursor.parse(after);
        events.record(admin.name(), "audit.searched", "", filter.toQuery());
        var found = history.search(filter, cursor, Paging.limit(query));
        var page = new Page<Map<String, @Nullable Object>>(
                found.items().stream().map(AuditController::fields).toList(),
                found.next() == null ? null : found.next().toString());
        return page.answer("/admin/api/v1/audit", query).body(page);
    }

    private static Map<String, @Nullable Object> fields(PastCall call) {
        return CallFields.of(call);
    }

    /** @param id the audit's id, or the request id that the caller was given */
    @RequireTeamLead
    @GetMapping("/audit/{id}")
    ResponseEntity<?> call(@PathVariable String id, Admin admin) {
        events.record(admin.name(), "audit.shown", "call:" + id, Map.of());
        return history.call(id, admin.visibleTeams())
                .<ResponseEntity<?>>map(call -> ResponseEntity.ok(CallFields.whole(call)))
                .orElseGet(() -> ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                                HttpStatus.NOT_FOUND, "There is no such call, or none that you may see."))
                        .build());
    }

    @RequireTeamLead
    @GetMapping("/audit/export")
    void export(
            @RequestParam Map<String, String> query,
            @RequestParam(defaultValue = "ndjson") String format,
            Admin admin,
            HttpServletResponse response)
            throws IOException {
        var filter = visible(query, admin, "format");
        var export = Export.of(format);
        events.record(admin.name(), "audit.exported", format, filter.toQuery());
        response.setContentType(export.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(export.fileName()));
        export.write(history, filter, response.getOutputStream());
    }

    @RequireTeamLead
    @GetMapping("/statistics")
    Statistics statistics(@RequestParam Map<String, String> query, Admin admin) {
        return history.statistics(visible(query, admin));
    }

    /** @param others what may be asked for besides a filter */
    private static Filter visible(Map<String, String> query, Admin admin, String... others) {
        var known = new TreeSet<>(Filter.parameters());
        known.addAll(List.of(others));
        Paging.refuseOthers(query.keySet(), known);
        var filter = Filter.of(query);
        return admin.seesAll() ? filter : filter.within(admin.teams());
    }

    @ExceptionHandler
    ProblemDetail refused(InvalidFilter invalid) {
        return Problems.badParameter(invalid.parameter(), invalid.sentence()).getBody();
    }
}
