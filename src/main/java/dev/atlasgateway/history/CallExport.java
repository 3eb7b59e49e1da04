package dev.atlasgateway.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Calls to be written to a stream, one line each, newest first. {@link CallReader} has recorded the export. */
public final class CallExport {

    private static final int CALLS_AT_A_TIME = 1_000;

    private final CallSearch search;
    private final CallFilter filter;
    private final Format format;

    CallExport(CallSearch search, CallFilter filter, Format format) {
        this.search = search;
        this.filter = filter;
        this.format = format;
    }

    /**
     * Writes as fast as the client reads. It holds at most a page of calls in memory, and no connection to the store
     * while the client reads.
     *
     * @throws IOException if the client is gone
     * @throws RuntimeException if the store fails; then the caller must break the connection, so that a part of the
     *     export does not look complete
     */
    public void writeTo(OutputStream stream) throws IOException {
        var out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        out.write(format.head());
        @Nullable Cursor after = null;
        do {
            var page = search.page(filter, after, CALLS_AT_A_TIME);
            for (var call : page.items()) {
                out.write(format.line(call));
            }
            after = page.next();
        } while (after != null);
        out.flush();
    }

    /** File format of an export. */
    public enum Format {
        NDJSON("application/x-ndjson") {
            @Override
            String line(RecordedCall call) {
                return JSON.writeValueAsString(CallFields.of(call)) + "\n";
            }
        },
        CSV("text/csv;charset=UTF-8;header=present") {
            @Override
            String head() {
                return Csv.line(CallFields.all().keySet());
            }

            @Override
            String line(RecordedCall call) {
                return Csv.line(CallFields.of(call).values());
            }
        };

        private static final JsonMapper JSON = JsonMapper.shared();

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        /** @throws InvalidFilter if there is no such format */
        public static Format of(String parameter) {
            return switch (parameter) {
                case "ndjson" -> NDJSON;
                case "csv" -> CSV;
                default -> throw new InvalidFilter("format", "must be ndjson or csv");
            };
        }

        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String mediaType() {
            return mediaType;
        }

        public String fileName() {
            return "audit." + parameter();
        }

        String head() {
            return "";
        }

        abstract String line(RecordedCall call);
    }
}
