package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.signin.RequireSignedIn;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the OpenAPI description of the API. */
@RestController
class AdminDescriptionController {

    private static final Resource DESCRIPTION = new ClassPathResource("admin.yaml");

    @RequireSignedIn
    @GetMapping(path = "/admin/api/v1/openapi.yaml", produces = PolicyDocumentController.YAML)
    Resource description() {
        return DESCRIPTION;
    }
}
