package dev.atlasgateway.quota;

/** Token buckets of teams and projects. */
interface Buckets {

    /** Takes one token from each bucket: from both or from neither. */
    SpendResult take(Allowance team, Allowance project);

    /** Returns how many tokens remain, as far as this replica knows. */
    long remaining(Allowance allowance);

    /** Returns one token to the bucket, up to its capacity. */
    void giveBack(Allowance allowance);
}
