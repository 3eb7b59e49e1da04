package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Change;
import java.util.List;

record GuardedChange(Granted granted, Change change, List<String> warnings, List<String> violated)
        implements ApprovedChange {}
