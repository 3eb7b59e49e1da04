package dev.atlasgateway.simulator.reply;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Atlas's error body, its keys in Atlas's order; {@code parameters} is null when there are none. */
public record ApiError(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BadRequestDetail badRequestDetail,
        String detail,
        int error,
        String errorCode,
        @Nullable List<Object> parameters,
        String reason) {

    /** Every violation of the body's rules. */
    public record BadRequestDetail(List<FieldViolation> fields) {}

    /** One violation; the field is a path such as {@code tags[0].key}. */
    public record FieldViolation(String description, String field) {}
}
