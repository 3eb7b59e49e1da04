package dev.atlasgateway.history;

/** A search that cannot be made as it was asked for; the message says what the parameter must be. */
public final class InvalidFilter extends RuntimeException {

    private final String parameter;
    private final String sentence;

    public InvalidFilter(String parameter, String expected) {
        super(parameter + " " + expected);
        this.parameter = parameter;
        this.sentence = expected;
    }

    public String parameter() {
        return parameter;
    }

    /** To be read after the parameter's name. */
    public String sentence() {
        return sentence;
    }
}
