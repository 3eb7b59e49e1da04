package dev.atlasgateway.demo;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Another process uses the port of the simulated Atlas. */
final class SimulatorPortInUse extends RuntimeException {

    private final int port;

    SimulatorPortInUse(int port, Throwable cause) {
        super(cause);
        this.port = port;
    }

    /** Says in one sentence which port is in use, and how to choose another. */
    static final class Analyzer extends AbstractFailureAnalyzer<SimulatorPortInUse> {

        @Override
        protected FailureAnalysis analyze(Throwable failure, SimulatorPortInUse cause) {
            return new FailureAnalysis(
                    "The simulated Atlas cannot start, because port %d is in use.".formatted(cause.port),
                    "Stop the process that uses the port, or choose another with --%s."
                            .formatted(DemoEnvironment.SIMULATOR_PORT),
                    failure);
        }
    }
}
