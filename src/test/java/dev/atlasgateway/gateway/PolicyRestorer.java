package dev.atlasgateway.gateway;

import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.Revisions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Restores the policy of its gateway after a test class. */
public final class PolicyRestorer implements BeforeAllCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(PolicyRestorer.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        var found = gateway(context).part(Policy.class).current().revision();
        context.getStore(OWN).put(context.getUniqueId(), found);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var found = context.getStore(OWN).remove(context.getUniqueId(), Long.class);
        var revisions = gateway(context).part(Revisions.class);
        revisions.change( // not a restore, which leaves clients as they are
                now -> revisions.differences().between(now.revision(), found, 0, Integer.MAX_VALUE).items().stream()
                        .map(Difference::edit)
                        .toList(),
                new Author("a test", "it is over"));
    }

    private static RunningGateway gateway(ExtensionContext context) {
        var ofConsole = context.getRequiredTestClass().isAnnotationPresent(OnConsoleGateway.class);
        return ofConsole ? RunningGateway.ofConsole() : RunningGateway.shared();
    }
}
