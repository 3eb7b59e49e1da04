package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyCollection.GUARDRAILS;

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

/** Guardrails, checked when they are saved. */
@RestController
@RequestMapping("/admin/api/v1/guardrails")
class GuardrailEndpoints {

    private final PolicyListing listing;
    private final PolicyEditing editing;

    GuardrailEndpoints(PolicyListing listing, PolicyEditing editing) {
        this.listing = listing;
        this.editing = editing;
    }

    @RequireReader
    @GetMapping
    ResponseEntity<Page<Map<String, Object>>> list(@RequestParam Map<String, String> query, Admin admin) {
        return listing.list(GUARDRAILS, query, admin);
    }

    @RequireReader
    @GetMapping("/{name}")
    ResponseEntity<Map<String, Object>> show(@PathVariable String name, Admin admin) {
        return listing.show(GUARDRAILS, name, admin);
    }

    @RequireAdmin
    @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> put(
            @PathVariable String name, @RequestHeader HttpHeaders headers, InputStream body, Admin admin)
            throws IOException {
        var request = ChangeRequest.of(headers, admin);
        return editing.put(GUARDRAILS, List.of(name), JsonBody.fields(body), request)
                .answer();
    }

    @RequireAdmin
    @DeleteMapping("/{name}")
    ResponseEntity<Removed> remove(@PathVariable String name, @RequestHeader HttpHeaders headers, Admin admin) {
        return editing.remove(GUARDRAILS, name, ChangeRequest.of(headers, admin), false)
                .answer();
    }
}
