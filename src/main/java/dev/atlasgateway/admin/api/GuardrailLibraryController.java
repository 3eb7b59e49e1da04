package dev.atlasgateway.admin.api;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.atlasgateway.admin.api.request.Page;
import dev.atlasgateway.admin.api.request.Paging;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.guardrail.CheckResult;
import dev.atlasgateway.guardrail.GuardrailLibrary;
import dev.atlasgateway.guardrail.GuardrailTemplate;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.policy.Guardrail.Mode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Guardrails to start from, and what is wrong with one that is being written. */
@RestController
record GuardrailLibraryController(Guardrails guardrails) {

    private static final String LIBRARY = "/admin/api/v1/guardrail-library";

    record Expression(@NotNull String expression) {}

    /**
     * Values by parameter; standard ones where none are given.
     *
     * @param mode such as {@code audit}; releases before 0.3.0 wrote {@code AUDIT}
     */
    record Values(
            @Nullable Map<String, List<String>> values,

            @JsonFormat(with = ACCEPT_CASE_INSENSITIVE_VALUES) @Nullable
            Mode mode) {}

    @RequireReader
    @GetMapping(LIBRARY)
    ResponseEntity<Page<GuardrailTemplate>> library(@RequestParam Map<String, String> query) {
        var page = Paging.of(query, List.of())
                .pageOf(
                        GuardrailLibrary.all().stream()
                                .sorted(Comparator.comparing(GuardrailTemplate::name))
                                .toList(),
                        GuardrailTemplate::name);
        return page.answer(LIBRARY, query).body(page);
    }

    /** The guardrail with these values in it; nothing is saved. */
    @RequireReader
    @PostMapping(LIBRARY + "/{name}")
    Map<String, Object> fill(@PathVariable String name, @RequestBody Values values) {
        var ready = GuardrailLibrary.find(name)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "The library has no guardrail of this name."));
        try {
            return Representation.of(ready.with(
                    Objects.requireNonNullElse(values.values(), Map.of()),
                    Objects.requireNonNullElse(values.mode(), Mode.AUDIT)));
        } catch (GuardrailTemplate.InvalidValue e) {
            throw Problems.badField("/values/" + Problems.escaped(e.parameter()), e.sentence());
        }
    }

    /** Answers 200 for an expression with faults too: naming them is what was asked for. */
    @RequireReader
    @PostMapping("/admin/api/v1/guardrails:check")
    CheckResult check(@Valid @RequestBody Expression draft) {
        return guardrails.check(draft.expression());
    }
}
