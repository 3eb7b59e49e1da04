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
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Serves the guardrail templates and checks expressions. */
@RestController
record GuardrailLibraryController(Guardrails guardrails) {

    private static final String LIBRARY = "/admin/api/v1/guardrail-library";

    record CheckRequest(@NotNull String expression) {}

    /**
     * Values by parameter. A missing parameter gets its default.
     *
     * @param mode such as {@code audit}; releases before 0.3.0 wrote {@code AUDIT}
     */
    record FillRequest(
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

    /** Returns the guardrail with these values. Saves nothing. */
    @RequireReader
    @PostMapping(LIBRARY + "/{name}")
    Map<String, Object> fill(@PathVariable String name, @RequestBody FillRequest request) {
        var ready = GuardrailLibrary.find(name)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "The library has no guardrail of this name."));
        var given = Objects.requireNonNullElse(request.values(), Map.<String, List<String>>of());
        given.forEach((parameter, texts) -> {
            if (texts == null || texts.contains(null)) {
                throw invalid(parameter, "must be a list of texts");
            }
        });
        try {
            return Representation.of(ready.with(given, Objects.requireNonNullElse(request.mode(), Mode.AUDIT)));
        } catch (GuardrailTemplate.InvalidValue e) {
            throw invalid(e.parameter(), e.sentence());
        }
    }

    private static ErrorResponseException invalid(String parameter, String sentence) {
        return Problems.badField("/values/" + Problems.escape(parameter), sentence);
    }

    /** Answers 200 for an expression with errors too, because the result names them. */
    @RequireReader
    @PostMapping("/admin/api/v1/guardrails:check")
    CheckResult check(@Valid @RequestBody CheckRequest request) {
        return guardrails.check(request.expression());
    }
}
