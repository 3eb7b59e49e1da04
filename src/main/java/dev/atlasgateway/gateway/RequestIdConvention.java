package dev.atlasgateway.gateway;

import io.micrometer.common.KeyValues;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Gives the span of a call its request id; never a meter, which would have a series for every call then. */
final class RequestIdConvention extends DefaultServerRequestObservationConvention {

    static final String REQUEST_ID = "request.id";

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        var values = super.getHighCardinalityKeyValues(context);
        var request = context.getCarrier();
        return request == null ? values : values.and(REQUEST_ID, RequestId.of(request));
    }
}
