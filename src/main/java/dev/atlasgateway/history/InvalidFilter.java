package dev.atlasgateway.history;

/** Exception for a filter with an invalid parameter. The message says what the parameter must be. */
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

    /** Returns the message without the name of the parameter. */
    public String sentence() {
        return sentence;
    }
}
