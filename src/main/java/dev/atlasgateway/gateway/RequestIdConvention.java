package dev.atlasgateway.gateway;

import io.micrometer.common.KeyValues;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Adds the request id to the span of a call. Metrics do not get it, because each call would make a new series. */
final class RequestIdConvention extends DefaultServerRequestObservationConvention {

    static final String REQUEST_ID = "request.id";

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        var values = super.getHighCardinalityKeyValues(context);
        var request = context.getCarrier();
        return request == null ? values : values.and(REQUEST_ID, RequestId.of(request));
    }
}
