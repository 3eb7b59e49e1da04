package dev.atlasgateway.simulator;

/** Runs the simulator alone: {@code AtlasSimulatorApplication [port] [load]}, by default on port 8090. */
public final class AtlasSimulatorApplication {

    private static final String DEFAULT_PORT = "8090";

    private AtlasSimulatorApplication() {}

    /** The second argument {@code load} turns rate limits and pauses off and lets every name exist. */
    public static void main(String[] arguments) throws InterruptedException {
        var port = arguments.length > 0 ? arguments[0] : DEFAULT_PORT;
        var load = arguments.length > 1 && arguments[1].equals("load");
        if (!port.matches("\\d{1,5}") || arguments.length > (load ? 2 : 1)) {
            System.err.println("Arguments: [port] [load]");
            System.exit(2);
        }
        var settings = load ? SimulatorSettings.forLoad() : SimulatorSettings.defaults();
        try (var simulator = AtlasSimulator.start(Integer.parseInt(port), settings)) {
            System.out.println(
                    "Atlas simulator on " + simulator.baseUrl() + ", see " + simulator.baseUrl() + "/simulator");
            Thread.currentThread().join();
        }
    }
}
