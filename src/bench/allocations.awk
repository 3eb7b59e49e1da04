# Prints the bytes of each call as a table in Markdown: the median of the last three windows, beside the limit. With check,
# fails if one is above its limit. With renew, prints new limits instead, 15 % above what was measured. A line of limits is
# a call and its bytes; a line of windows is a call and the bytes of each window.
BEGIN {
  FS = "\t"
  if (!renew) print "| call | allocated bytes | limit |\n|---|--:|--:|"
}

NF == 2 { limit[$1] = $2; next }

{ bytes = median($(NF - 2), $(NF - 1), $NF) }

renew { printf "%s\t%d\n", $1, bytes * 1.15; next }

{ printf "| %s | %s | %s |\n", $1, thousands(bytes), thousands(limit[$1]) }

!($1 in limit) { faults = faults sprintf("The call \"%s\" has no limit in src/bench/allocations.limits.\n", $1) }

$1 in limit && bytes > limit[$1] {
  faults = faults sprintf("The call \"%s\" allocates %d bytes: %d (%.0f %%) more than its limit.\n", \
    $1, bytes, bytes - limit[$1], 100 * (bytes / limit[$1] - 1))
}

END {
  if (check && faults) {
    printf "\n%sFind what grew with src/bench/load.sh --profile, in the view allocation-by-site. If it is worth its cost, raise " \
      "the limits with src/bench/allocations.sh --renew, and say why in the commit.\n", faults >"/dev/stderr"
    exit 1
  }
}

function median(a, b, c) {
  return a < b ? (b < c ? b : (a < c ? c : a)) : (a < c ? a : (b < c ? c : b))
}
