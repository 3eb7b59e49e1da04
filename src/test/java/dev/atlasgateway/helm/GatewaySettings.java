package dev.atlasgateway.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Binds a file of settings to the settings of the gateway. */
final class GatewaySettings {

    private GatewaySettings() {}

    /** Fails if a {@code gateway.*} key is unknown, or if its value would stop the start. */
    static void requireUnderstood(String yaml) {
        var source = source(yaml);
        var binder = new Binder(ConfigurationPropertySources.from(source));
        var understood = types().stream().map(GatewaySettings::prefix).toList();
        for (var type : types()) {
            var shared = Collections.frequency(understood, prefix(type)) > 1; // then none of them reads all of its keys
            binder.bind(
                    prefix(type),
                    Bindable.of(type),
                    shared ? BindHandler.DEFAULT : new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        }
        for (var key : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
            if (key.startsWith("gateway.")) {
                assertThat(understood).as(key).anyMatch(prefix -> key.startsWith(prefix + "."));
                assertThat(key).doesNotMatch("gateway\\.policy\\.(?!(import|reload-interval)$).*");
            }
        }
    }

    private static String prefix(Class<?> type) {
        return type.getAnnotation(ConfigurationProperties.class).value();
    }

    private static PropertySource<?> source(String yaml) {
        try {
            return new YamlPropertySourceLoader()
                    .load("application.yaml", new ByteArrayResource(yaml.getBytes(UTF_8)))
                    .getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> types() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var types = new ArrayList<Class<?>>();
        for (var found : scan.findCandidateComponents("dev.atlasgateway")) {
            types.add(ClassUtils.resolveClassName(found.getBeanClassName(), null));
        }
        return types;
    }
}
