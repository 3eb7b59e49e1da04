package dev.atlasgateway.admin.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.atlasgateway.admin.api.PolicyObjectService.RemovalResult;
import dev.atlasgateway.admin.api.request.Page;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Serves the policy objects of every kind: a page of them, one, put and remove.
 *
 * <p>A kind is a row of {@link PolicyCollection}, and its paths stand here beside the role that they require.
 */
@RestController
@RequestMapping("/admin/api/v1")
record PolicyObjectController(PolicyListing listing, PolicyObjectService service) {

    /** The fields of an object, which depend on its kind. */
    record Fields(Map<String, Object> values) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Fields {}
    }

    private static final String GRANT = "/grants/{team}/{project}/{role}/{instances}";

    @RequireReader
    @GetMapping({"/projects", "/grants", "/guardrails", "/quotas/teams", "/quotas/projects"})
    ResponseEntity<Page<Map<String, Object>>> list(
            HttpServletRequest request, @RequestParam Map<String, String> query, Admin admin) {
        return listing.list(collection(request), query, admin);
    }

    @RequireTeamLead
    @GetMapping({"/teams", "/clients"})
    ResponseEntity<Page<Map<String, Object>>> listOfTeam(
            HttpServletRequest request, @RequestParam Map<String, String> query, Admin admin) {
        return list(request, query, admin);
    }

    @RequireReader
    @GetMapping({
        "/projects/{groupId}",
        GRANT,
        "/guardrails/{name}",
        "/quotas/teams/{team}",
        "/quotas/projects/{project}"
    })
    ResponseEntity<Map<String, Object>> show(
            HttpServletRequest request, @PathVariable Map<String, String> path, Admin admin) {
        var collection = collection(request);
        return listing.show(collection, String.join("/", collection.parts(path)), admin);
    }

    @RequireTeamLead
    @GetMapping({"/teams/{team}", "/clients/{id}"})
    ResponseEntity<Map<String, Object>> showOfTeam(
            HttpServletRequest request, @PathVariable Map<String, String> path, Admin admin) {
        return show(request, path, admin);
    }

    @RequireAdmin
    @PutMapping(
            path = {
                "/teams/{team}",
                "/projects/{groupId}",
                GRANT,
                "/guardrails/{name}",
                "/quotas/teams/{team}",
                "/quotas/projects/{project}"
            },
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> put(
            HttpServletRequest request,
            @PathVariable Map<String, String> path,
            @RequestHeader HttpHeaders headers,
            @RequestBody Fields body,
            Admin admin) {
        var collection = collection(request);
        var change = ChangeRequest.of(headers, admin);
        return service.put(collection, collection.parts(path), body.values(), change)
                .answer();
    }

    /** Accepts a client with the digests of secrets that were generated elsewhere. */
    @RequireTeamLead
    @PutMapping(path = "/clients/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> putClient(
            HttpServletRequest request,
            @PathVariable Map<String, String> path,
            @RequestHeader HttpHeaders headers,
            @RequestBody Fields body,
            Admin admin) {
        return put(request, path, headers, body, admin);
    }

    @RequireAdmin
    @DeleteMapping({"/teams/{team}", "/projects/{groupId}"})
    ResponseEntity<RemovalResult> removeWithDependents(
            HttpServletRequest request,
            @PathVariable Map<String, String> path,
            @RequestParam(defaultValue = "false") boolean dependents,
            @RequestHeader HttpHeaders headers,
            Admin admin) {
        var collection = collection(request);
        var key = String.join("/", collection.parts(path));
        return service.remove(collection, key, ChangeRequest.of(headers, admin), dependents)
                .answer();
    }

    @RequireAdmin
    @DeleteMapping({GRANT, "/guardrails/{name}", "/quotas/teams/{team}", "/quotas/projects/{project}"})
    ResponseEntity<RemovalResult> remove(
            HttpServletRequest request,
            @PathVariable Map<String, String> path,
            @RequestHeader HttpHeaders headers,
            Admin admin) {
        return removeWithDependents(request, path, false, headers, admin);
    }

    @RequireTeamLead
    @DeleteMapping("/clients/{id}")
    ResponseEntity<RemovalResult> removeClient(
            HttpServletRequest request,
            @PathVariable Map<String, String> path,
            @RequestHeader HttpHeaders headers,
            Admin admin) {
        return remove(request, path, headers, admin);
    }

    private static PolicyCollection collection(HttpServletRequest request) {
        return PolicyCollection.of(
                String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
    }
}
