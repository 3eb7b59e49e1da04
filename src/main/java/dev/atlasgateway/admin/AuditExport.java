package dev.atlasgateway.admin;

import dev.atlasgateway.history.Filter;
import dev.atlasgateway.history.History;
import dev.atlasgateway.history.InvalidFilter;
import dev.atlasgateway.history.PastCall;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** How calls are written one after the other, however many: a line each. */
enum AuditExport {
    NDJSON("application/x-ndjson") {
        @Override
        String line(PastCall call) {
            return JSON.writeValueAsString(CallFields.of(call)) + "\n";
        }
    },
    CSV("text/csv;charset=UTF-8;header=present") {
        @Override
        String head() {
            return Csv.line(CallFields.all().keySet());
        }

        @Override
        String line(PastCall call) {
            return Csv.line(CallFields.of(call).values());
        }
    };

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String mediaType;

    AuditExport(String mediaType) {
        this.mediaType = mediaType;
    }

    /** @throws InvalidFilter if there is no such format */
    static AuditExport of(String format) {
        return switch (format) {
            case "ndjson" -> NDJSON;
            case "csv" -> CSV;
            default -> throw new InvalidFilter("format", "must be ndjson or csv");
        };
    }

    String head() {
        return "";
    }

    abstract String line(PastCall call);

    /** Writes as fast as the client reads; what breaks on the way breaks the connection, so that no half passes for all. */
    void write(History history, Filter filter, HttpServletResponse response) throws IOException {
        response.setContentType(mediaType);
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"audit.%s\"".formatted(name().toLowerCase(Locale.ROOT)));
        var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        out.write(head());
        try {
            history.export(filter, call -> {
                try {
                    out.write(line(call));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        out.flush();
    }
}
