package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Change;
import java.util.List;

record GuardedChange(AuthorizedCall authorized, Change change, List<String> warnings, List<String> violated)
        implements ApprovedChange {}
