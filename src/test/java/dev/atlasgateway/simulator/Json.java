package dev.atlasgateway.simulator;

import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of the simulator: compact, keys in the order declared. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
