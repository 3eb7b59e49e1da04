package dev.atlasgateway.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Log of the process outside Spring Boot's logging, so that every line of the output is JSON. */
public final class ProcessLog {

    private static final String FORMAT = "dev.atlasgateway.telemetry.EcsLogFormatter";

    private ProcessLog() {}

    /**
     * Logs as JSON what is logged before Spring Boot sets its logging up, uncaught exceptions, and what libraries write to
     * {@link System#err}.
     */
    public static void install() {
        var early = (LoggerContext) LoggerFactory.getILoggerFactory();
        early.reset();
        write(early);
        // a context of its own, because Spring Boot discards or suppresses what the other one logs while it changes it
        var own = new LoggerContext();
        own.setMDCAdapter(early.getMDCAdapter());
        write(own);
        System.setErr(new PrintStream(new Lines(own.getLogger("System.err")), true, UTF_8));
        var uncaught = own.getLogger(ProcessLog.class);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, exception) -> uncaught.error("Uncaught exception in thread {}", thread.getName(), exception));
    }

    private static void write(LoggerContext context) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new MapPropertySource("origin", origin()));
        context.putObject(Environment.class.getName(), environment);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(FORMAT);
        encoder.setCharset(UTF_8);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
    }

    /** Returns the origin of the lines, as Spring Boot and application.yaml set it for the others. */
    private static Map<String, Object> origin() {
        var version = ProcessLog.class.getPackage().getImplementationVersion();
        return Map.of(
                "spring.application.name",
                "atlas-gateway",
                "spring.application.version",
                version == null ? "" : version,
                "spring.application.pid",
                ProcessHandle.current().pid(),
                "logging.structured.ecs.service.node-name",
                "${gateway.audit.replica:${HOSTNAME:}}");
    }

    /** Logs each line. The print stream in front of it calls it from one thread at a time. */
    private static final class Lines extends OutputStream {

        private final Logger logger;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Logger logger) {
            this.logger = logger;
        }

        @Override
        public void write(int character) {
            if (character != '\n') {
                line.write(character);
                return;
            }
            var text = line.toString(UTF_8).stripTrailing();
            line.reset();
            if (!text.isEmpty()) {
                logger.warn(text);
            }
        }
    }
}
