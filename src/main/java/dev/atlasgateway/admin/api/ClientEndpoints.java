package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyCollection.CLIENTS;

import dev.atlasgateway.admin.api.PolicyEditing.Removed;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
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

/** Clients, whose team decides who may see and change them. */
@RestController
@RequestMapping("/admin/api/v1/clients")
class ClientEndpoints {

    private final PolicyListing listing;
    private final PolicyEditing editing;

    ClientEndpoints(PolicyListing listing, PolicyEditing editing) {
        this.listing = listing;
        this.editing = editing;
    }

    @RequireTeamLead
    @GetMapping
    ResponseEntity<Page<Map<String, Object>>> list(@RequestParam Map<String, String> query, Admin admin) {
        return listing.list(CLIENTS, query, admin);
    }

    @RequireTeamLead
    @GetMapping("/{id}")
    ResponseEntity<Map<String, Object>> show(@PathVariable String id, Admin admin) {
        return listing.show(CLIENTS, id, admin);
    }

    /** One whose secrets were drawn elsewhere, known by their digests, or another team and standing of one that is there. */
    @RequireTeamLead
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> put(
            @PathVariable String id, @RequestHeader HttpHeaders headers, InputStream body, Admin admin)
            throws IOException {
        var request = ChangeRequest.of(headers, admin);
        return editing.put(CLIENTS, List.of(id), JsonBody.fields(body), request).answer();
    }

    @RequireTeamLead
    @DeleteMapping("/{id}")
    ResponseEntity<Removed> remove(@PathVariable String id, @RequestHeader HttpHeaders headers, Admin admin) {
        return editing.remove(CLIENTS, id, ChangeRequest.of(headers, admin), false)
                .answer();
    }
}
