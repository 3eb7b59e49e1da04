package dev.atlasgateway.telemetry;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.PairExtractor;
import org.springframework.boot.logging.StackTracePrinter;
import org.springframework.boot.logging.structured.ContextPairs;
import org.springframework.boot.logging.structured.ElasticCommonSchemaProperties;
import org.springframework.boot.logging.structured.JsonWriterStructuredLogFormatter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;
import org.springframework.core.env.Environment;

/**
 * Writes log lines in the fields of the Elastic Common Schema (ECS 8.11), as Spring Boot's format {@code ecs} does.
 *
 * <p>It makes a string and then its bytes. Spring Boot's own formatter encodes each character alone, which costs twice the
 * processor time and memory for the line of a call. All settings below {@code logging.structured} apply.
 */
final class EcsLogFormatter extends JsonWriterStructuredLogFormatter<ILoggingEvent> {

    private static final PairExtractor<KeyValuePair> KEY_VALUES =
            PairExtractor.of(pair -> pair.key, pair -> pair.value);

    EcsLogFormatter(
            Environment environment,
            @Nullable StackTracePrinter stackTraces,
            ContextPairs context,
            ThrowableProxyConverter converter,
            StructuredLoggingJsonMembersCustomizer.Builder<?> customizer) {
        super(
                members -> {
                    addOrigin(members, environment);
                    members.add("message", ILoggingEvent::getFormattedMessage);
                    members.add().usingPairs(context.nested(pairs -> {
                        pairs.addMapEntries(ILoggingEvent::getMDCPropertyMap);
                        pairs.add(ILoggingEvent::getKeyValuePairs, KEY_VALUES);
                    }));
                    addException(members, stackTraces, converter);
                    members.add("tags", ILoggingEvent::getMarkerList)
                            .whenNotNull()
                            .as(markers -> markers.stream().map(Marker::getName).toList())
                            .whenNotEmpty();
                    members.add("ecs").usingMembers(ecs -> ecs.add("version", "8.11"));
                },
                customizer.nested().build());
    }

    private static void addOrigin(Members<ILoggingEvent> members, Environment environment) {
        members.add("@timestamp", ILoggingEvent::getInstant);
        members.add("log").usingMembers(log -> {
            log.add("level", ILoggingEvent::getLevel);
            log.add("logger", ILoggingEvent::getLoggerName);
        });
        members.add("process").usingMembers(process -> {
            process.add("pid", environment.getProperty("spring.application.pid", Long.class))
                    .whenNotNull();
            process.add("thread").usingMembers(thread -> thread.add("name", ILoggingEvent::getThreadName));
        });
        addService(members, ElasticCommonSchemaProperties.get(environment).service());
    }

    /** Writes no empty object, which Spring Boot would write for a node without a name. */
    private static void addService(Members<ILoggingEvent> members, ElasticCommonSchemaProperties.Service properties) {
        members.add("service").usingMembers(service -> {
            service.add("name", properties.name()).whenHasLength();
            service.add("version", properties.version()).whenHasLength();
            service.add("environment", properties.environment()).whenHasLength();
            service.add("node", properties.nodeName())
                    .whenHasLength()
                    .usingMembers(node -> node.add("name", properties.nodeName()));
        });
    }

    private static void addException(
            Members<ILoggingEvent> members,
            @Nullable StackTracePrinter stackTraces,
            ThrowableProxyConverter converter) {
        members.add()
                .when(event -> event != null && event.getThrowableProxy() != null)
                .usingMembers(exception -> exception.add("error").usingMembers(error -> {
                    error.add("type", ILoggingEvent::getThrowableProxy).as(IThrowableProxy::getClassName);
                    error.add("message", ILoggingEvent::getThrowableProxy).as(IThrowableProxy::getMessage);
                    error.add("stack_trace", event -> stackTrace(event, stackTraces, converter));
                }));
    }

    private static String stackTrace(
            ILoggingEvent event, @Nullable StackTracePrinter stackTraces, ThrowableProxyConverter converter) {
        return stackTraces != null && event.getThrowableProxy() instanceof ThrowableProxy proxy
                ? stackTraces.printStackTraceToString(proxy.getThrowable())
                : converter.convert(event);
    }

    @Override
    public byte[] formatAsBytes(ILoggingEvent event, Charset charset) {
        return format(event).getBytes(charset);
    }
}
