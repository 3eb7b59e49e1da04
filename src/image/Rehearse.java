import dev.atlasgateway.image.Rehearsal;

/** Starts the rehearsal from its source, because spring-boot:test-run accepts only one main class among the tests. */
void main(String[] arguments) throws Exception {
    Rehearsal.begin(arguments);
}
