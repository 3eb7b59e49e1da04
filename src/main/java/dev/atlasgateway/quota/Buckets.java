package dev.atlasgateway.quota;

/** The token buckets, wherever they are kept. */
interface Buckets {

    /** Takes one token of each, both or neither. */
    SpendResult take(Allowance team, Allowance project);

    /** How many tokens are left, as far as this replica knows. */
    long left(Allowance allowance);

    /** Puts one token back, never above the capacity. */
    void giveBack(Allowance allowance);
}
