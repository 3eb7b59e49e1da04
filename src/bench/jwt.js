// Whether nginx lets a call through: its token is signed by the gateway's key and not expired.
import fs from 'fs';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

async function check(r) {
  const [head, payload, signature] = (r.headersIn.Authorization || '').replace('Bearer ', '').split('.');
  if (!signature || JSON.parse(Buffer.from(head, 'base64url')).alg !== 'RS256') {
    return r.return(401);
  }
  const key = await crypto.subtle.importKey('spki', fs.readFileSync(r.variables.jwt_key), RSA, false, ['verify']);
  const genuine = await crypto.subtle.verify(RSA, key, Buffer.from(signature, 'base64url'), `${head}.${payload}`);
  const claims = JSON.parse(Buffer.from(payload, 'base64url'));
  r.return(genuine && claims.exp > Date.now() / 1000 ? 204 : 401);
}

export default { check };
