package dev.atlasgateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/** The messages that one test and the threads that it starts have logged so far, of the level INFO and above. */
public final class LogOfTest implements CharSequence {

    private static final InheritableThreadLocal<LogOfTest> CURRENT = new InheritableThreadLocal<>();

    static {
        var listener = new Recorder();
        var logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        logback.addListener(listener);
        logback.addTurboFilter(listener);
    }

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

    static final class Extension
            implements TestInstancePreConstructCallback, ParameterResolver, AfterEachCallback {

        @Override
        public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext test) {
            CURRENT.set(new LogOfTest());
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == LogOfTest.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return CURRENT.get();
        }

        @Override
        public void afterEach(ExtensionContext test) {
            CURRENT.remove();
        }
    }

    /** Sees messages before Logback's appenders do, which an application that starts meanwhile removes for a moment. */
    private static final class Recorder extends TurboFilter implements LoggerContextListener {

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

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            context.addTurboFilter(this);
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
