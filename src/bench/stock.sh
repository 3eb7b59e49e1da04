# The stock peer: Spring Cloud Gateway with parts from the shelf does the gateway's job on a change. It checks token and
# grant, limits the rate, stores a row before and one after, retries behind a circuit breaker, translates, logs in at Atlas,
# logs the call, measures and traces. Source this file.

# start_stock JVM_FLAG...
start_stock() {
  stock=http://127.0.0.1:$(free_port)
  start stock "$java" "$@" -cp "$stock_path" dev.atlasgateway.bench.stock.StockGateway \
    --spring.config.location=file:src/bench/stock.yaml \
    --server.port="${stock##*:}" \
    --spring.datasource.url="jdbc:postgresql://127.0.0.1:$store_port/postgres?user=postgres" \
    --stock.upstream="$atlas" \
    --stock.atlas-client-id="${ATLAS_CLIENT%%:*}" \
    --stock.atlas-client-secret="${ATLAS_CLIENT##*:}" \
    --stock.public-key="file:$WORK/public.pem" \
    --stock.public-url="$stock"
  stock_process=$process
  await stock curl -sf "$stock/actuator/health"
}

# Checks that it answers in the shape of v1.0, and refuses calls without a token, with a forged one and without a grant.
check_stock() {
  probe stock-1
  grep -q "\"href\":\"${url[stock-1]}0\".*\"providerName\":\"SERVERLESS\"" "$WORK/answer.json" ||
    fail "the answer of the stock peer is not of v1.0: $(<"$WORK/answer.json")"
  leg stock-no-token '' "${url[stock-1]}" '' application/json 401 1 "$stock_process"
  leg stock-forged '' "${url[stock-1]}" "${token[forged]}" application/json 401 1 "$stock_process"
  leg stock-role '' "${url[stock-1]}" "${token[role]}" application/json 403 1 "$stock_process"
  local name
  for name in stock-no-token stock-forged stock-role; do
    probe "$name"
    unset 'legs[-1]'
  done
}

# Checks that both rows of each answered call are in the table.
stock_stored() {
  local wanted stored
  wanted=$(awk '$1 ~ /^stock/ { calls += $3 } END { print calls + 0 }' "$WORK/answered")
  stored=$(ask "select least(count(change), count(*) filter (where status = 200)) from stock_call")
  ((stored >= wanted)) || fail "the stock peer answered $wanted calls, but stored only $stored"
}
