package dev.atlasgateway.gateway;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The description that the gateway serves, as a judge of what it answers. */
final class OpenApi {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> COMPONENTS = new ConcurrentHashMap<>();

    private OpenApi() {}

    /** Everything in which a body breaks a schema of the description; empty where nothing does. */
    static List<String> faults(String component, String json) {
        var schema = COMPONENTS.computeIfAbsent(
                component,
                name -> SCHEMAS.getSchema(SchemaLocation.of("classpath:openapi.yaml#/components/schemas/" + name)));
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
