package dev.atlasgateway.replicas;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.testing.Redis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Two gateways in processes of their own, with the stores and the Atlas that they need. */
final class Installation {

    private static final Installation SHARED = opened();

    private final SharedServices services = new SharedServices();
    private final Replica first = new Replica("gateway-1", services.folder(), services.settings());
    private final Replica second = new Replica("gateway-2", services.folder(), services.settings());
    private final Balancer balancer;

    private Installation() throws IOException {
        first.start();
        second.start();
        balancer = new Balancer(List.of(first, second));
    }

    /** Returns the one installation of all tests that run together. It ends with their JVM. */
    static Installation shared() {
        return SHARED;
    }

    private static Installation opened() {
        try {
            var opened = new Installation();
            Runtime.getRuntime().addShutdownHook(new Thread(opened::close));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Store store() {
        return services.store();
    }

    Redis redis() {
        return services.redis();
    }

    AtlasSimulator atlas() {
        return services.atlas();
    }

    Path folder() {
        return services.folder();
    }

    Replica first() {
        return first;
    }

    Replica second() {
        return second;
    }

    Balancer balancer() {
        return balancer;
    }

    Callers payments() {
        return services.payments(balancer);
    }

    Callers capped() {
        return services.capped(balancer);
    }

    private void close() {
        try (services;
                second;
                first) {
            balancer.close();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
