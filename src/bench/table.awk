# Prints the medians over the rounds as a table in Markdown, and the ratios of the gateway to stock parts. A line of the
# results is name, title, connections, round, calls, seconds, p50 ms, p99 ms, no success, no answer, processor time in 1/100 s.
BEGIN {
  FS = "\t"
  print "| call | connections | requests/s | p50 ms | p99 ms | non-2xx | CPU µs a call | requests/s to bare | p50 to bare |"
  print "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
}

!($1 in title) { order[++names] = $1; title[$1] = $2; width[$1] = $3 }

{
  rounds = $4 > rounds ? $4 : rounds
  rate[$1, $4] = $5 / $6
  p50[$1, $4] = $7
  p99[$1, $4] = $8
  failed[$1] += $9
  cpu[$1, $4] = $11 * 1e4 / $5
}

END {
  for (i = 1; i <= names; i++) {
    name = order[i]
    bare = "bare-" width[name]
    for (round = 1; round <= rounds; round++) {
      rates[name, round] = rate[name, round] / rate[bare, round]
      p50s[name, round] = p50[name, round] / p50[bare, round]
      if (name ~ /^gateway-/) {
        stock = "stock-" width[name]
        rate_to_stock[name, round] = rate[name, round] / rate[stock, round]
        p50_to_stock[name, round] = p50[name, round] / p50[stock, round]
        p99_to_stock[name, round] = p99[name, round] / p99[stock, round]
        cpu_to_stock[name, round] = cpu[name, round] / cpu[stock, round]
      }
    }
    printf "| %s | %d | %s | %.2f | %.2f | %s | %s | %.2f | %.2f |\n", title[name], width[name], \
      thousands(median(rate, name)), median(p50, name), median(p99, name), thousands(failed[name]), thousands(median(cpu, name)), \
      median(rates, name), median(p50s, name)
    if (name ~ /^gateway-/) {
      to_stock = to_stock sprintf("%s on %d requests/s %.2f, p50 %.2f, p99 %.2f, CPU %.2f", \
        to_stock == "" ? "" : ";", width[name], median(rate_to_stock, name), median(p50_to_stock, name), \
        median(p99_to_stock, name), median(cpu_to_stock, name))
    }
  }
  printf "\nGateway to stock parts, by connections:%s.\n", to_stock
}

function median(values, name,    sorted, i, j, swap) {
  for (i = 1; i <= rounds; i++) {
    sorted[i] = values[name, i]
    for (j = i; j > 1 && sorted[j - 1] > sorted[j]; j--) {
      swap = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = swap
    }
  }
  return rounds % 2 ? sorted[(rounds + 1) / 2] : (sorted[rounds / 2] + sorted[rounds / 2 + 1]) / 2
}
