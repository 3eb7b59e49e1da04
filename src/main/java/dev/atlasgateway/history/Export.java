package dev.atlasgateway.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** How calls are written one after the other, however many: a line each. */
public enum Export {
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

    Export(String mediaType) {
        this.mediaType = mediaType;
    }

    /** @throws InvalidFilter if there is no such format */
    public static Export of(String format) {
        return switch (format) {
            case "ndjson" -> NDJSON;
            case "csv" -> CSV;
            default -> throw new InvalidFilter("format", "must be ndjson or csv");
        };
    }

    public String mediaType() {
        return mediaType;
    }

    public String fileName() {
        return "audit." + name().toLowerCase(Locale.ROOT);
    }

    String head() {
        return "";
    }

    abstract String line(PastCall call);

    /**
     * Writes as fast as the reader reads.
     *
     * @throws IOException if the reader is gone
     * @throws RuntimeException what breaks on the way must break the connection, so that no half passes for all
     */
    public void write(History history, Filter filter, OutputStream stream) throws IOException {
        var out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
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
