package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Page;
import dev.atlasgateway.admin.api.request.Paging;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.explain.GrantSearch;
import dev.atlasgateway.explain.GrantSearch.GrantUse;
import dev.atlasgateway.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Answers which teams may make a change, what a team may change, and which grants expire. */
@RestController
@RequestMapping(WhoCanController.PATH)
record WhoCanController(GrantSearch grants, Policy policy) {

    static final String PATH = "/admin/api/v1/who-can";

    private static final int MAX_DAYS = 3_650;

    @RequireReader
    @GetMapping("/change")
    ResponseEntity<Page<GrantUse>> change(
            @RequestParam Map<String, String> query,
            @RequestParam String groupId,
            @RequestParam(required = false) @Nullable String instance) {
        var paging = Paging.of(query, List.of("groupId", "instance"));
        if (policy.current().project(groupId) == null) {
            throw Problems.badParameter(HttpStatus.NOT_FOUND, "groupId", "is the id of no project in the policy");
        }
        return answer("/change", query, paging.pageOf(grants.change(groupId, instance), WhoCanController::key));
    }

    @RequireTeamLead
    @GetMapping("/teams/{team}")
    ResponseEntity<Page<GrantUse>> team(
            @PathVariable String team, @RequestParam Map<String, String> query, Admin admin) {
        if (!admin.maySee(team)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "You may see only the grants of your own teams.");
        }
        var paging = Paging.of(query, List.of());
        if (policy.current().team(team) == null) {
            throw Problems.badParameter(HttpStatus.NOT_FOUND, "team", "is the name of no team in the policy");
        }
        return answer("/teams/" + team, query, paging.pageOf(grants.team(team), WhoCanController::key));
    }

    @RequireReader
    @GetMapping("/expiring")
    ResponseEntity<Page<GrantUse>> expiring(@RequestParam Map<String, String> query) {
        var paging = Paging.of(query, List.of("days"));
        var days = days(query.getOrDefault("days", "30"));
        return answer("/expiring", query, paging.pageOf(grants.expiring(days), WhoCanController::end));
    }

    @RequireReader
    @GetMapping("/never-used")
    ResponseEntity<Page<GrantUse>> neverUsed(@RequestParam Map<String, String> query) {
        var paging = Paging.of(query, List.of());
        return answer("/never-used", query, paging.pageOf(grants.neverUsed(), WhoCanController::key));
    }

    private static Duration days(String text) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > MAX_DAYS) {
            throw Problems.badParameter("days", "must be a number from 0 to " + MAX_DAYS);
        }
        return Duration.ofDays(Integer.parseInt(text));
    }

    private static ResponseEntity<Page<GrantUse>> answer(String path, Map<String, String> query, Page<GrantUse> page) {
        return page.answer(PATH + path, query).body(page);
    }

    private static String key(GrantUse held) {
        return held.grant().key();
    }

    /** Orders grants by their end, and grants of the same end by their key. */
    private static String end(GrantUse held) {
        var end = Objects.requireNonNullElse(held.grant().expiresAt(), Instant.MAX);
        return "%020d %09d %s".formatted(end.getEpochSecond(), end.getNano(), key(held));
    }
}
