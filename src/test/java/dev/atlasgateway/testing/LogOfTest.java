package dev.atlasgateway.testing;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.lang.reflect.Method;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/** The messages that one test and the threads that it starts have logged so far, of the level INFO and above. */
public final class LogOfTest implements CharSequence {

    private static final InheritableThreadLocal<LogOfTest> CURRENT = new InheritableThreadLocal<>();

    private static final Recorder RECORDER = new Recorder();

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private LogOfTest() {}

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }

    @Override
    public String toString() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    /** Lets no application start meanwhile, because a start sets up the logging of the JVM anew. */
    static final class Extension implements ParameterResolver, InvocationInterceptor {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == LogOfTest.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            CURRENT.set(new LogOfTest());
            return CURRENT.get();
        }

        @Override
        public void interceptTestMethod(
                Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            if (CURRENT.get() == null) {
                test.proceed();
                return;
            }
            QueuedApplication.STARTS.readLock().lock();
            try {
                var filters = logback().getTurboFilterList();
                filters.remove(RECORDER);
                filters.add(RECORDER);
                test.proceed();
            } finally {
                QueuedApplication.STARTS.readLock().unlock();
                CURRENT.remove();
            }
        }
    }

    /** Waits until SLF4J has found Logback, if another thread logs the first message of the JVM. */
    private static LoggerContext logback() {
        return (LoggerContext) await().until(LoggerFactory::getILoggerFactory, LoggerContext.class::isInstance);
    }

    private static final class Recorder extends TurboFilter {

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] arguments,
                @Nullable Throwable cause) {
            var log = CURRENT.get();
            if (log != null && format != null && level.isGreaterOrEqual(Level.INFO)) {
                log.lines.add(level + " " + MessageFormatter.basicArrayFormat(format, arguments)
                        + (cause == null ? "" : " " + cause));
            }
            return FilterReply.NEUTRAL;
        }
    }
}
