package dev.atlasgateway.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Atlas's error body, its keys in Atlas's order; {@code parameters} is null when there are none. */
record ApiError(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BadRequestDetail badRequestDetail,
        String detail,
        int error,
        String errorCode,
        @Nullable List<Object> parameters,
        String reason) {

    record BadRequestDetail(List<FieldViolation> fields) {}

    record FieldViolation(String description, String field) {}
}
