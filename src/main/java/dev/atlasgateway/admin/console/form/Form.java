package dev.atlasgateway.admin.console.form;

import java.util.Map;

/** A filled-in form that asks for a change of the policy; keeps what was typed, readable or not. */
public interface Form {

    /** The revision that its page showed. */
    long base();

    /** Why the change is made, for the revision. */
    String why();

    /** How each input is called, by its name, which is the name that faults of the policy give the field. */
    Map<String, String> labels();

    /** The input of the object's key, which faults of the object as a whole are about; empty if there is none. */
    default String keyField() {
        return "";
    }
}
