package dev.atlasgateway.admin.api.request;

import dev.atlasgateway.document.PolicyDocuments;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/**
 * Reads the bodies of all requests to the API, within their {@link BodyLimit}. Rejects everything that it does not
 * understand.
 */
public final class StrictJsonConverter extends AbstractHttpMessageConverter<Object> {

    private static final String ADMIN =
            StrictJsonConverter.class.getPackageName().replace("api.request", "");

    public StrictJsonConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type.getPackageName().startsWith(ADMIN);
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage request) throws IOException {
        var limit = type.getAnnotation(BodyLimit.class);
        var withDocument = limit != null && limit.withDocument();
        var bytes = (limit == null ? BodyLimit.DEFAULT_BYTES : limit.bytes())
                + (withDocument ? 2 * PolicyDocuments.MAX_BYTES : 0);
        var tooLarge = "The body is larger than " + bytes + " bytes.";
        var timeout = Duration.ofSeconds(withDocument ? 60 : 10);
        return JsonBody.read(WholeBody.read(request.getBody(), bytes, timeout, tooLarge), type);
    }

    @Override
    protected void writeInternal(Object object, HttpOutputMessage response) {
        throw new UnsupportedOperationException("only reads");
    }
}
