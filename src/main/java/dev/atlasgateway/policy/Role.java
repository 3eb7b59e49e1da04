package dev.atlasgateway.policy;

/** A project role as Atlas names it (Atlas docs, "Atlas User Roles"). */
public enum Role {
    GROUP_OWNER,
    GROUP_CLUSTER_MANAGER,
    GROUP_STREAM_PROCESSING_OWNER,
    GROUP_DATA_ACCESS_ADMIN,
    GROUP_DATA_ACCESS_READ_WRITE,
    GROUP_DATA_ACCESS_READ_ONLY,
    GROUP_DATABASE_ACCESS_ADMIN,
    GROUP_BACKUP_MANAGER,
    GROUP_OBSERVABILITY_VIEWER,
    GROUP_SEARCH_INDEX_EDITOR,
    GROUP_READ_ONLY;

    /**
     * Whether this role is enough where the other one is required: owners may do everything, and every role may read.
     */
    public boolean includes(Role required) {
        return this == required || this == GROUP_OWNER || required == GROUP_READ_ONLY;
    }
}
