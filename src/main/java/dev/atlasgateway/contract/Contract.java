package dev.atlasgateway.contract;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.regex.Pattern;

/** Reads the requests of callers and refuses everything that the contract does not describe. */
public final class Contract {

    private static final Pattern GROUP_ID = Pattern.compile("[a-f0-9]{24}");
    private static final Pattern INSTANCE_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}");

    private final OperationCatalogue catalogue = new OperationCatalogue();
    private final BodyReader bodies;

    Contract(BodyReader bodies) {
        this.bodies = bodies;
    }

    /**
     * Finds the operation of a request and checks path and query.
     *
     * @throws Refusal for an operation of Atlas that the gateway does not serve (501), another unknown path (404), a method
     *     that the path does not have (405, with {@code Allow}), an invalid path or query parameter (400), or a version that
     *     the API does not have (406)
     */
    public Call match(ApiRequest request) {
        var found = catalogue.find(request.method(), request.path());
        if (!GROUP_ID.matcher(found.groupId()).matches()) {
            throw Refusal.of(
                    Problem.INVALID_GROUP_ID,
                    "The project id in the path must be 24 hexadecimal digits in lower case, such as 32b6e34b3d91647abb20e7b8.");
        }
        var operation = found.operation();
        if (!operation.isList() && !INSTANCE_NAME.matcher(found.name()).matches()
                || request.path().contains(";")) {
            throw Refusal.of(
                    Problem.VALIDATION_ERROR,
                    "The instance name in the path must be 1 to 64 letters, digits and hyphens, and must not begin with a hyphen.");
        }
        var page = QueryReader.read(request.query(), operation);
        VersionedMediaType.requireAccepted(request.headers(), operation.api());
        return new Call(operation, found.groupId(), found.name(), page);
    }

    /**
     * Returns the refusal of a path that no operation has: 501 if it is a path of Atlas, otherwise 404. So a caller gets a
     * 404 on a path of Atlas only from Atlas.
     */
    public static Refusal notServed(String path) {
        return OperationCatalogue.notServed(path);
    }

    /**
     * Reads the body of a call. Returns {@link Change#NONE} for an operation without a body.
     *
     * @throws Refusal with all violations (400), or if the body cannot be read (408, 413, 415)
     */
    public Change read(Call call, ApiRequest request) {
        return call.operation().changes()
                ? ChangeReader.read(
                        bodies.read(request, call.operation().api()),
                        call.operation().api())
                : Change.NONE;
    }
}
