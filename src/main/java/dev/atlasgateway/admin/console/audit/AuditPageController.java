package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.PageLinks;
import dev.atlasgateway.admin.console.layout.Suggestions;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.history.CallExport;
import dev.atlasgateway.history.CallPage;
import dev.atlasgateway.history.CallReader;
import dev.atlasgateway.history.Cursor;
import dev.atlasgateway.history.InvalidFilter;
import dev.atlasgateway.policy.Policy;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Pages that search and export the audit. Each search is recorded before its result is shown. */
@Controller
record AuditPageController(CallReader calls, Policy policy, InstantSource clock) {

    private static final int PAGE_SIZE = 50;

    /** @param after the end of the previous page; empty for the first page */
    @RequireTeamLead
    @GetMapping("/console/audit")
    ModelAndView search(
            @RequestParam Map<String, String> parameters, @RequestParam(defaultValue = "") String after, Admin admin) {
        var query = AuditQuery.of(parameters, clock.instant());
        if (!query.errors().isEmpty()) {
            var page = page(query, new CallPage(List.of(), null), true, admin);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        var cursor = cursor(after);
        return page(query, calls.search(query.filter(), cursor, PAGE_SIZE, admin), cursor == null, admin);
    }

    private ModelAndView page(AuditQuery query, CallPage found, boolean first, Admin admin) {
        var snapshot = policy.current();
        return new ModelAndView("console/audit")
                .addObject("query", query)
                .addObject(
                        "calls",
                        found.items().stream()
                                .map(call -> CallRow.of(call, snapshot, admin))
                                .toList())
                .addObject("firstPage", first ? null : PageLinks.query("/console/audit", query.typed()))
                .addObject(
                        "older",
                        found.next() == null
                                ? null
                                : query.link(
                                        "/console/audit", "after", found.next().toString()))
                .addObject("searchedTo", searchedTo(found))
                .addObject("outcomes", Arrays.stream(Outcome.values()).map(Outcome::word))
                .addObject("teams", Suggestions.teams(snapshot, admin))
                .addObject("projects", Suggestions.projects(snapshot, admin));
    }

    /** Returns where a long search has paused; null if it has not. */
    private static @Nullable Instant searchedTo(CallPage found) {
        return found.next() == null || found.items().size() == PAGE_SIZE
                ? null
                : found.next().time();
    }

    /** Exports the found calls. The API has the same export, but browsers do not send the token that the API needs. */
    @RequireTeamLead
    @GetMapping("/console/audit/export")
    void export(
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "ndjson") String format,
            Admin admin,
            HttpServletResponse response)
            throws IOException {
        var query = AuditQuery.of(parameters, clock.instant());
        if (!query.errors().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        var type = CallExport.Format.of(format);
        var export = calls.export(query.filter(), type, admin);
        response.setContentType(type.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(type.fileName()));
        export.writeTo(response.getOutputStream());
    }

    private static @Nullable Cursor cursor(String after) {
        return after.isBlank() ? null : Cursor.parse(after);
    }

    /** Answers 400 to an address that did not come from a page. */
    @ExceptionHandler
    void rejectFilter(InvalidFilter invalid, HttpServletResponse response) throws IOException {
        response.sendError(HttpStatus.BAD_REQUEST.value());
    }
}
