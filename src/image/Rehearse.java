
/** Begins the rehearsal from its source: among the tests' classes spring-boot:test-run wants no other main than its own. */
void main(String[] arguments) throws Exception {
    Rehearsal.begin(arguments);
}
