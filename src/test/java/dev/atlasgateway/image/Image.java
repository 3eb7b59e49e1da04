package dev.atlasgateway.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folder that {@code layout.sh} made, and the commands with which the images run it.
 *
 * @param folder {@code /opt/gateway} in the images
 */
record Image(Path folder) {

    /** Its environment variables. */
    static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private static final List<String> ASKING = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp");

    /** Returns the gateway's ENTRYPOINT, with other options in place of its cache. */
    List<String> gateway(String... options) {
        var command = new ArrayList<>(List.of(java(), "@" + in("java.options")));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", in("application/atlas-gateway.jar")));
        return command;
    }

    /** Returns the option that makes the gateway start with the cache. */
    String cached() {
        return "-XX:AOTCache=" + cache();
    }

    Path cache() {
        return folder.resolve("gateway.aot");
    }

    /** Returns the gateway's health check. */
    List<String> health() {
        return asking(in("application/atlas-gateway.jar"));
    }

    /** Returns the simulated Atlas's ENTRYPOINT. */
    List<String> simulator(String place) {
        return List.of(
                java(),
                "-Xmx128m",
                "-cp",
                in("simulator") + ":" + in("application/lib/*"),
                "dev.atlasgateway.simulator.AtlasSimulatorApplication",
                place);
    }

    /** Returns the simulated Atlas's health check. */
    List<String> simulatorHealth(int port) {
        var command = asking(in("simulator"));
        command.add("http://localhost:" + port + "/simulator");
        return command;
    }

    private List<String> asking(String classes) {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(ASKING);
        command.addAll(List.of(classes, "dev.atlasgateway.server.HealthCheck"));
        return command;
    }

    private String java() {
        return in("runtime/bin/java");
    }

    private String in(String path) {
        return folder.resolve(path).toString();
    }
}
