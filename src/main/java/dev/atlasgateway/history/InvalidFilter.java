package dev.atlasgateway.history;

/** A search that cannot be made as it was asked for; the message says what the parameter must be. */
public final class InvalidFilter extends RuntimeException {

    private final String parameter;

    public InvalidFilter(String parameter, String expected) {
        super(parameter + " " + expected);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
