package dev.atlasgateway.server;

import dev.atlasgateway.policy.Spelling;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Stops the start if a {@code gateway.*} setting is unknown. Otherwise the default would apply unnoticed in place of a
 * misspelt setting.
 *
 * <p>A setting is known if Spring Boot binds it, also within maps and lists. An environment variable counts only if it
 * begins with a known group, such as {@code GATEWAY_QUOTA_}, because other programs may set {@code GATEWAY_HOST}.
 */
public final class UnknownSettingCheck
        implements ConfigurationPropertiesBindHandlerAdvisor, SmartInitializingSingleton {

    private static final ConfigurationPropertyName ALL = ConfigurationPropertyName.of("gateway");

    /** Variables that Kubernetes sets in every container for a service of that name. */
    private static final Pattern KUBERNETES_SERVICE =
            Pattern.compile("gateway.*\\.(service\\.(host|port)|port)([.\\[].*)?");

    private final ConfigurableEnvironment environment;
    private final Set<ConfigurationPropertyName> known = ConcurrentHashMap.newKeySet();

    public UnknownSettingCheck(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {
            @Override
            public <T> @Nullable Bindable<T> onStart(
                    ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                if (ALL.isAncestorOf(name)) {
                    known.add(name);
                }
                return super.onStart(name, target, context);
            }
        };
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                var variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                names.stream()
                        .filter(ALL::isAncestorOf)
                        .filter(name -> !(variables ? isKnownVariable(name) : isKnown(name)))
                        .findFirst()
                        .ifPresent(name -> {
                            throw new UnknownSetting(sentence(name));
                        });
            }
        }
    }

    /**
     * An element of a list counts as known if another source replaces the list, because its elements are then not
     * bound.
     */
    private boolean isKnown(ConfigurationPropertyName name) {
        if (known.contains(name)) {
            return true;
        }
        for (var end = name.getNumberOfElements(); end > 0; end--) {
            if (name.isNumericIndex(end - 1) && known.stream().noneMatch(name.chop(end)::isAncestorOf)) {
                return known.contains(name.chop(end - 1));
            }
        }
        return false;
    }

    /**
     * A dash is {@code _} in a variable, or left out: {@code GATEWAY_ATLAS_BASE_URL}, {@code GATEWAY_ATLAS_BASEURL}.
     */
    private boolean isKnownVariable(ConfigurationPropertyName name) {
        return isKnown(name)
                || known.stream().noneMatch(name.chop(2)::equals)
                || KUBERNETES_SERVICE.matcher(name.toString()).matches()
                || known.stream().anyMatch(other -> letters(other).equals(letters(name)));
    }

    private static String letters(ConfigurationPropertyName name) {
        return name.toString().replaceAll("[^a-z0-9]", "");
    }

    private String sentence(ConfigurationPropertyName name) {
        var depth = ALL.getNumberOfElements();
        while (depth < name.getNumberOfElements() - 1 && known.contains(name.chop(depth + 1))) {
            depth++;
        }
        var within = name.chop(depth);
        var part = last(name.chop(depth + 1));
        var hint = Spelling.hint(part, parts(within));
        return "The setting %s is unknown: %s has no %s%s".formatted(name, within, part, hint.isEmpty() ? "." : hint);
    }

    private Set<String> parts(ConfigurationPropertyName within) {
        return known.stream()
                .filter(within::isParentOf)
                .flatMap(name -> Stream.of(last(name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String last(ConfigurationPropertyName name) {
        return name.getLastElement(ConfigurationPropertyName.Form.DASHED);
    }

    /** The message is a whole sentence for the failure analysis. */
    static final class UnknownSetting extends RuntimeException {
        UnknownSetting(String sentence) {
            super(sentence);
        }
    }
}
