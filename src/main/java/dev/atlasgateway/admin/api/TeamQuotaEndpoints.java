package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyCollection.TEAM_QUOTAS;

import dev.atlasgateway.admin.api.PolicyEditing.Removed;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Quotas of teams that differ from the default; without one, the default holds again. */
@RestController
@RequestMapping("/admin/api/v1/quotas/teams")
class TeamQuotaEndpoints {

    private final PolicyListing listing;
    private final PolicyEditing editing;

    TeamQuotaEndpoints(PolicyListing listing, PolicyEditing editing) {
        this.listing = listing;
        this.editing = editing;
    }

    @RequireReader
    @GetMapping
    ResponseEntity<Page<Map<String, Object>>> list(@RequestParam Map<String, String> query, Admin admin) {
        return listing.list(TEAM_QUOTAS, query, admin);
    }

    @RequireReader
    @GetMapping("/{team}")
    ResponseEntity<Map<String, Object>> show(@PathVariable String team, Admin admin) {
        return listing.show(TEAM_QUOTAS, team, admin);
    }

    @RequireAdmin
    @PutMapping(path = "/{team}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> put(
            @PathVariable String team, @RequestHeader HttpHeaders headers, InputStream body, Admin admin)
            throws IOException {
        var request = ChangeRequest.of(headers, admin);
        return editing.put(TEAM_QUOTAS, List.of(team), JsonBody.fields(body), request)
                .answer();
    }

    @RequireAdmin
    @DeleteMapping("/{team}")
    ResponseEntity<Removed> remove(@PathVariable String team, @RequestHeader HttpHeaders headers, Admin admin) {
        return editing.remove(TEAM_QUOTAS, team, ChangeRequest.of(headers, admin), false)
                .answer();
    }
}
