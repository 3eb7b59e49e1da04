// Returns whether nginx accepts a call: its token has the signature of the gateway's key and is not expired.
import fs from 'fs';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

async function check(r) {
  const token = (r.headersIn.Authorization || '').replace('Bearer ', '').split('.'); // njs cannot take arrays apart
  if (token.length !== 3 || JSON.parse(Buffer.from(token[0], 'base64url')).alg !== 'RS256') {
    return r.return(401);
  }
  const key = await crypto.subtle.importKey('spki', fs.readFileSync(r.variables.jwt_key), RSA, false, ['verify']);
  const genuine = await crypto.subtle.verify(RSA, key, Buffer.from(token[2], 'base64url'), `${token[0]}.${token[1]}`);
  const claims = JSON.parse(Buffer.from(token[1], 'base64url'));
  r.return(genuine && claims.exp > Date.now() / 1000 ? 204 : 401);
}

export default { check };
