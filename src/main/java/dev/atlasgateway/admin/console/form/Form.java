package dev.atlasgateway.admin.console.form;

import java.util.Map;

/** Form that asks for a change of the policy. It keeps all values as typed, even those that cannot be read. */
public interface Form {

    /** Returns the revision that its page showed. */
    long base();

    /** Returns the reason of the change, for the history. */
    String why();

    /** Returns the label of each input by its name. Faults of the policy use the same names. */
    Map<String, String> labels();

    /** Returns the name of the input of the key, which shows faults of the whole object; empty if there is none. */
    default String keyField() {
        return "";
    }
}
