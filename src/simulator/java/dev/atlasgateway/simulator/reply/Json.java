package dev.atlasgateway.simulator.reply;

import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of the simulator: compact, keys in the order declared. */
public final class Json {

    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
