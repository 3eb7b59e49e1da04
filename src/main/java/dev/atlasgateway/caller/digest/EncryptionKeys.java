package dev.atlasgateway.caller.digest;

import dev.atlasgateway.setting.ActiveKey;
import dev.atlasgateway.setting.MountedSetting;
import dev.atlasgateway.setting.ReloadedValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** The keys that encrypt what the policy contains of API keys. Those in mounted files are read again when they change. */
final class EncryptionKeys implements Supplier<List<byte[]>>, MeterBinder {

    private static final String FIRST = ApiKeyProperties.ENCRYPTION_KEYS + "[0]";

    private final ReloadedValue<Loaded> loaded;
    private final ActiveKey active;
    private volatile Sorted last = new Sorted(List.of(), "", List.of());

    /** The text of one key or of several lines of keys. */
    @FunctionalInterface
    private interface Text {

        String read() throws IOException;
    }

    /** The keys of one reading, and their texts. */
    private record Loaded(List<byte[]> keys, List<String> ids) {

        static Loaded of(List<String> texts) {
            var keys = ApiKeyProperties.read(texts);
            return new Loaded(
                    keys, keys.stream().map(Base64.getEncoder()::encodeToString).toList());
        }
    }

    /** The keys of one reading, the active one first. */
    private record Sorted(List<byte[]> loaded, String active, List<byte[]> keys) {}

    EncryptionKeys(List<String> configured, Environment environment, InstantSource clock) {
        var texts = configured.size() == 1
                ? List.of(text(configured.getFirst(), environment, FIRST, ApiKeyProperties.ENCRYPTION_KEYS))
                : IntStream.range(0, configured.size())
                        .mapToObj(i ->
                                text(configured.get(i), environment, ApiKeyProperties.ENCRYPTION_KEYS + "[" + i + "]"))
                        .toList();
        this.active = new ActiveKey(ApiKeyProperties.ENCRYPTION_KEYS, clock);
        try {
            this.loaded = new ReloadedValue<>(ApiKeyProperties.ENCRYPTION_KEYS, () -> read(texts), Loaded::of, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Spring Boot has just read the same files
        }
    }

    private static List<String> read(List<Text> texts) throws IOException {
        var present = new ArrayList<String>();
        for (var text : texts) {
            present.add(text.read());
        }
        return present;
    }

    private static Text text(String configured, Environment environment, String... names) {
        return Stream.of(names)
                .flatMap(name -> MountedSetting.find(environment, name).stream())
                .findFirst()
                .<Text>map(mounted -> mounted::read)
                .orElse(() -> configured);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        loaded.bindTo(registry);
    }

    /** Returns the present keys, the active one first. They are the same list until they change. */
    @Override
    public List<byte[]> get() {
        var present = loaded.get();
        if (present.ids().isEmpty()) {
            return present.keys();
        }
        var first = active.of(present.ids());
        var known = last;
        if (known.loaded() != present.keys() || !known.active().equals(first)) {
            var keys = new ArrayList<>(present.keys());
            keys.addFirst(keys.remove(present.ids().indexOf(first)));
            known = new Sorted(present.keys(), first, List.copyOf(keys));
            last = known;
        }
        return known.keys();
    }
}
