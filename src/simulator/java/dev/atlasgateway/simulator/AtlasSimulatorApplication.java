package dev.atlasgateway.simulator;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Runs the simulator alone: {@code AtlasSimulatorApplication [[address:]port] [load]}, by default on 127.0.0.1:8090. */
public final class AtlasSimulatorApplication {

    private static final Pattern PLACE = Pattern.compile("(?:([\\w.-]+):)?(\\d{1,5})");

    private AtlasSimulatorApplication() {}

    /** The second argument {@code load} turns rate limits and pauses off and lets every name exist. */
    public static void main(String[] arguments) throws InterruptedException {
        var place = PLACE.matcher(arguments.length > 0 ? arguments[0] : "8090");
        var load = arguments.length > 1 && arguments[1].equals("load");
        if (!place.matches() || arguments.length > (load ? 2 : 1)) {
            System.err.println("Arguments: [[address:]port] [load]");
            System.exit(2);
        }
        var address = place.group(1) == null ? "127.0.0.1" : place.group(1);
        var at = new InetSocketAddress(address, Integer.parseInt(place.group(2)));
        var settings = load ? SimulatorSettings.forLoad() : SimulatorSettings.defaults();
        try (var simulator = AtlasSimulator.start(at, settings)) {
            System.out.println("Atlas simulator on " + at + ", see " + simulator.baseUrl() + "/simulator");
            Thread.currentThread().join();
        }
    }
}
