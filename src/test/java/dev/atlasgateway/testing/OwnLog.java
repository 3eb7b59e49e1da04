package dev.atlasgateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.util.ExceptionUtils;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * The messages from INFO up, with their stack traces, that a test logs, each after its level: those of its own thread and of the threads that started from it.
 * Messages of other tests that run at the same time are not among them.
 */
public final class OwnLog {

    private static final InheritableThreadLocal<@Nullable OwnLog> CURRENT = new InheritableThreadLocal<>();

    private final List<String> messages = new CopyOnWriteArrayList<>();

    private OwnLog() {}

    @Override
    public String toString() {
        return String.join("\n", messages);
    }

    /** Sees every message, also after another test started a gateway, which sets up Logback again. */
    private static final class Recorder extends TurboFilter {

        static {
            var context = (LoggerContext) LoggerFactory.getILoggerFactory();
            context.addTurboFilter(new Recorder());
            context.addListener(new Readded());
        }

        static void install() {
            // the static initializer did
        }

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] arguments,
                @Nullable Throwable error) {
            var log = CURRENT.get();
            if (log != null && format != null && level.isGreaterOrEqual(Level.INFO)) {
                var message = MessageFormatter.arrayFormat(format, arguments, error);
                log.messages.add(level + " " + message.getMessage());
                if (message.getThrowable() != null) {
                    log.messages.add(ExceptionUtils.readStackTrace(message.getThrowable()));
                }
            }
            return FilterReply.NEUTRAL;
        }
    }

    private static final class Readded implements LoggerContextListener {

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            context.addTurboFilter(new Recorder());
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }

    static final class Extension implements TestInstancePreConstructCallback, AfterEachCallback, ParameterResolver {

        @Override
        public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
            Recorder.install();
            CURRENT.set(new OwnLog());
        }

        @Override
        public void afterEach(ExtensionContext context) {
            CURRENT.remove();
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == OwnLog.class;
        }

        @Override
        public OwnLog resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return CURRENT.get();
        }
    }
}
