package dev.atlasgateway.admin.api.request;

import dev.atlasgateway.exchange.BoundedBody;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Reads the body of a request within limits, and rejects one that exceeds them with a problem. */
public final class WholeBody {

    private WholeBody() {}

    /** @param tooLong the sentence for a longer body */
    public static byte[] read(InputStream body, int maxBytes, Duration timeout, String tooLong) {
        try (body) {
            return BoundedBody.read(body, maxBytes, timeout);
        } catch (BoundedBody.TooLargeException e) {
            throw ending(HttpStatus.CONTENT_TOO_LARGE, tooLong);
        } catch (BoundedBody.TooSlowException e) {
            throw ending(
                    HttpStatus.REQUEST_TIMEOUT,
                    "The body did not arrive within %d seconds.".formatted(timeout.toSeconds()));
        } catch (IOException e) {
            throw incomplete(e);
        }
    }

    /** Returns the problem of a body that the gateway could not read to its end. */
    public static ErrorResponseException incomplete(IOException e) {
        return e.getCause() instanceof TimeoutException
                ? ending(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time.")
                : ending(
                        HttpStatus.BAD_REQUEST,
                        "The body did not arrive whole: it ended early, or its chunks are not valid.");
    }

    /** Closes the connection, because the rest of the body is not read. */
    private static ErrorResponseException ending(HttpStatus status, String detail) {
        var problem = Problems.of(status, detail);
        problem.getHeaders().set(HttpHeaders.CONNECTION, "close");
        return problem;
    }
}
