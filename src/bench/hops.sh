# nginx, HAProxy and Traefik as further hops to the same simulated Atlas, for comparison: each checks the gateway's token by
# its signature and expiry, limits the rate, logs the call and replaces the token by Atlas's. Traefik asks nginx for the check
# of each token, and has a circuit breaker and retries. None knows projects, translates or records. Source this file. It says
# which of them is not installed, and leaves it out.

hops=()

# start_hops ATLAS_TOKEN
start_hops() {
  local module=/usr/lib/nginx/modules/ngx_http_js_module.so
  if command -v nginx >/dev/null && [[ -f $module ]]; then
    nginx=http://127.0.0.1:$(free_port)
    jwt_check=http://127.0.0.1:$(free_port)
    nginx_conf "$1" $module >"$WORK/nginx.conf"
    start nginx nginx -p "$PWD/$WORK" -c nginx.conf
    nginx_process=$process
    await nginx curl -s "$nginx/"
    hops+=(nginx)
    start_traefik "$1"
  else
    echo 'nginx or its module for JavaScript (libnginx-mod-http-js) is not installed: left out, and so is Traefik' >&2
  fi
  if command -v haproxy >/dev/null; then
    haproxy=http://127.0.0.1:$(free_port)
    haproxy_conf "$1" >"$WORK/haproxy.cfg"
    start haproxy haproxy -db -f "$WORK/haproxy.cfg"
    haproxy_process=$process
    await haproxy curl -s "$haproxy/"
    hops+=(haproxy)
  else
    echo 'HAProxy is not installed: left out' >&2
  fi
}

# Succeeds once Traefik has read its routes: before that, it answers 404.
checks_tokens() {
  [[ $(curl -s -o /dev/null -w '%{http_code}' "$traefik/") == 401 ]]
}

# start_traefik ATLAS_TOKEN. Where no package has Traefik, git clone its repository at v3.6.0 and go build ./cmd/traefik.
start_traefik() {
  if command -v traefik >/dev/null; then
    traefik=http://127.0.0.1:$(free_port)
    traefik_conf "$1" >"$WORK/traefik.yaml"
    start traefik traefik --entrypoints.web.address="${traefik#http://}" --providers.file.filename="$WORK/traefik.yaml" \
      --accesslog=true --global.checknewversion=false --global.sendanonymoususage=false
    traefik_process=$process
    await traefik checks_tokens
    hops+=(traefik)
  else
    echo 'Traefik is not installed: left out' >&2
  fi
}

nginx_conf() {
  cat <<CONF
daemon off;
pid nginx.pid;
error_log stderr warn;
worker_processes 2;
load_module $2;
events { worker_connections 1024; }
http {
  access_log nginx-access.log;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
  js_import jwt from $PWD/src/bench/jwt.js;
  limit_req_zone \$http_authorization zone=callers:10m rate=100000r/s;
  upstream atlas { server ${atlas#http://}; keepalive 64; }
  keepalive_requests 10000000;
  server {
    listen ${nginx#http://};
    location / {
      auth_request /jwt;
      limit_req zone=callers burst=100000 nodelay;
      proxy_pass http://atlas;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Authorization "Bearer $1";
    }
    location = /jwt {
      internal;
      set \$jwt_key $PWD/$WORK/public.der;
      js_content jwt.check;
    }
  }
  server {
    listen ${jwt_check#http://};
    access_log off;
    location / {
      set \$jwt_key $PWD/$WORK/public.der;
      js_content jwt.check;
    }
  }
}
CONF
}

traefik_conf() {
  cat <<CONF
http:
  routers:
    atlas:
      rule: PathPrefix(\`/\`)
      middlewares: [jwt, rate, retry, breaker, token]
      service: atlas
  middlewares:
    jwt:
      forwardAuth: {address: $jwt_check}
    rate:
      rateLimit: {average: 100000, burst: 100000}
    retry:
      retry: {attempts: 3, initialInterval: 100ms}
    breaker:
      circuitBreaker: {expression: NetworkErrorRatio() > 0.5}
    token:
      headers: {customRequestHeaders: {Authorization: "Bearer $1"}}
  services:
    atlas:
      loadBalancer: {servers: [{url: $atlas}]}
CONF
}

haproxy_conf() {
  cat <<CONF
global
  nbthread 2
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  timeout connect 2s
  timeout client 60s
  timeout server 30s
frontend callers
  bind ${haproxy#http://}
  stick-table type string len 64 size 10k expire 1m store http_req_rate(1s)
  http-request deny deny_status 401 unless { http_auth_bearer,jwt_header_query('\$.alg') -m str RS256 }
  http-request deny deny_status 401 unless { http_auth_bearer,jwt_verify("RS256","$WORK/public.pem") -m int 1 }
  http-request set-var(txn.now) date()
  http-request deny deny_status 401 if { http_auth_bearer,jwt_payload_query('\$.exp','int'),sub(txn.now) -m int lt 0 }
  http-request track-sc0 http_auth_bearer,jwt_payload_query('\$.sub')
  http-request deny deny_status 429 if { sc_http_req_rate(0) gt 1000000 }
  http-request set-header Authorization "Bearer $1"
  default_backend atlas
backend atlas
  http-reuse always
  server atlas ${atlas#http://}
CONF
}
