# Counts the processor samples of a recording, as jfr print shows them, by the gateway's method and by the library that is
# nearest to the top of each stack (frames of the JDK count for their caller).
/stackTrace = \[/ { samples++; open = 1; method = "(none: the server, a library's own thread)"; library = "(the JDK)"; next }

open && /^ *\]/ { methods[method]++; libraries[library]++; open = 0 }

open && library == "(the JDK)" && $1 !~ /^(java|javax|jdk|sun)\./ {
  split($1, name, ".")
  library = name[1] "." name[2] (name[1] ~ /^(org|com|io|net)$/ && name[3] ~ /^[a-z]/ ? "." name[3] : "")
}

open && method ~ /^\(none/ && match($1, /^dev\.atlasgateway\.[A-Za-z0-9_.$]+/) {
  method = substr($1, 18, RLENGTH - 17)
}

END {
  print_shares("by the innermost method of the gateway", methods)
  print_shares("by the innermost library", libraries)
}

function print_shares(how, counts,    key, sort) {
  printf "\nProcessor samples %s:\n\n", how
  sort = "sort -rn | head -n 20"
  for (key in counts) printf "%6.1f %%  %s\n", 100 * counts[key] / samples, key | sort
  close(sort)
}
