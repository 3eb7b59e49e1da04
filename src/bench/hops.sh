# nginx and HAProxy as further hops to the same simulated Atlas, for comparison: each checks the gateway's token by its
# signature and expiry, limits the rate, logs the call and replaces the token by Atlas's. Neither knows projects,
# translates, retries or records. Source this file. It says which of the two is not installed, and leaves it out.

hops=()

# start_hops ATLAS_TOKEN
start_hops() {
  local module=/usr/lib/nginx/modules/ngx_http_js_module.so
  if command -v nginx >/dev/null && [[ -f $module ]]; then
    nginx=http://127.0.0.1:$(free_port)
    nginx_conf "$1" $module >"$WORK/nginx.conf"
    start nginx nginx -p "$PWD/$WORK" -c nginx.conf
    nginx_process=$process
    await nginx curl -s "$nginx/"
    hops+=(nginx)
  else
    echo 'nginx or its module for JavaScript (libnginx-mod-http-js) is not installed: left out' >&2
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
}
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
