package dev.atlasgateway.document;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Limits the documents in memory: those that arrive, and those that wait because one is read at a time. A request gets its
 * slots before its body is read, after it is authorized, and keeps them until it is answered.
 *
 * @param slots the number that a request takes, for the copies of its document
 */
public record DocumentSlots(int slots) implements HandlerInterceptor {

    /** With the largest documents, their copies take a quarter of the heap. Reading one takes half of it. */
    private static final Semaphore FREE = new Semaphore(4, true);

    /** Enough for documents that arrive quickly. A request that waits has nothing in memory. */
    private static final Duration WAIT = Duration.ofMillis(500);

    /** The body is the document. */
    public static DocumentSlots ofDocument() {
        return new DocumentSlots(1);
    }

    /** The document is a text in a JSON body, which takes twice the length, or a file that becomes a text. */
    public static DocumentSlots ofEmbeddedDocument() {
        return new DocumentSlots(2);
    }

    /** @throws TooManyDocumentsException if there are not enough free slots */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (isPost(request) && !acquire()) {
            throw new TooManyDocumentsException();
        }
        return true;
    }

    private boolean acquire() {
        try {
            return FREE.tryAcquire(slots, WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (isPost(request)) {
            FREE.release(slots);
        }
    }

    private static boolean isPost(HttpServletRequest request) {
        return request.getMethod().equals("POST");
    }
}
