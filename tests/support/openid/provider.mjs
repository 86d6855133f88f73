/**
 * The certified provider of OpenID Connect, over TLS. At a test's wish it bends what it says at a
 * path, says nothing, or breaks off: PUT /bends takes that, PUT /sign signs anything,
 * and GET /said tells what was asked.
 */
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import https from "node:https";
import { json } from "node:stream/consumers";
import { SignJWT, decodeJwt } from "jose";
import { Provider } from "oidc-provider";

const { certificate, key, people, client } = JSON.parse(process.argv[2]);
const server = https.createServer({ cert: readFileSync(certificate), key: readFileSync(key) });
await once(server.listen(0, "127.0.0.1"), "listening");
// Another site than that of our server, as it is to a browser.
const issuer = `https://127.0.0.1:${server.address().port}`;

const FORM = '<form><label>Name <input name="login"></label> <button>Let me in</button></form>';

/** Its key, one that it takes in later, and one of somebody else. */
const keys = Object.fromEntries(["own", "new", "other"].map((kid) => [kid, keyPair(kid)]));
const secret = new TextEncoder().encode(client.client_secret);
let bends = {};
let release = () => {};
let released = Promise.resolve();
let said = { paths: [], bodies: [] };

function keyPair(kid) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const named = { kid, use: "sig", alg: "RS256" };
  return {
    privateKey,
    jwk: { ...privateKey.export({ format: "jwk" }), ...named },
    shown: { ...publicKey.export({ format: "jwk" }), ...named },
  };
}

const provider = new Provider(issuer, {
  clients: [client],
  jwks: { keys: [keys.own.jwk] },
  cookies: { keys: ["of a test"] },
  claims: {
    email: ["email", "email_verified"],
    profile: ["name", "preferred_username"],
    groups: ["groups"],
  },
  features: {
    backchannelLogout: { enabled: true },
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, form) => {
        ctx.body = form;
      },
    },
  },
  // Our server is on this machine, where a provider on the internet must not ask anything.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  // Nobody is asked what this server may know.
  async loadExistingGrant({ oidc }) {
    const whose = { clientId: oidc.client.clientId, accountId: oidc.session.accountId };
    const grant = new oidc.provider.Grant(whose);
    grant.addOIDCScope("openid profile email groups");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  const bend = bends[ctx.path] ?? {};
  said.paths.push(ctx.path);
  if (bend.silent) await released;
  if (bend.broken) {
    ctx.respond = false;
    return ctx.req.destroy();
  }
  await next();
  if (bend.claims) ctx.body.id_token = await signed(ctx.body.id_token, bend);
  if (bend.body) ctx.body = changed(ctx.body, bend.body);
  if (bend.status) ctx.status = bend.status;
  if (bend.to) ctx.set("Location", bend.to);
  if (ctx.path === "/token") said.bodies.push(ctx.body);
});

/** The same token with other claims, by its own key or another. */
async function signed(token, { claims, by = "own", kid = by, more = {} }) {
  const jwt = new SignJWT(changed(decodeJwt(token), claims));
  if (by === "secret") return jwt.setProtectedHeader({ alg: "HS256", kid: "own" }).sign(secret);
  const named = kid ? { kid } : {};
  return jwt.setProtectedHeader({ alg: "RS256", ...named, ...more }).sign(keys[by].privateKey);
}

/** The same object with other values; null for none of this name. */
function changed(before, values) {
  const after = Object.entries({ ...before, ...values });
  return Object.fromEntries(after.filter(([, value]) => value !== null));
}

/** Asks for a name, signs somebody in by that, or refuses somebody without one. */
function interact(request, response, login) {
  if (login === null) return response.setHeader("Content-Type", "text/html").end(FORM);
  const result = login ? { login: { accountId: login } } : { error: "access_denied" };
  return provider.interactionFinished(request, response, result);
}

function shownKeys({ shown = ["own", "new"], nameless = false }) {
  return shown.map((name) => changed(keys[name].shown, nameless ? { kid: null } : {}));
}

async function bend(request, response) {
  release();
  bends = await json(request);
  said = { paths: [], bodies: [] };
  released = new Promise((resolve) => {
    release = resolve;
  });
  if (bends["/jwks"]) bends["/jwks"].body = { keys: shownKeys(bends["/jwks"]) };
  response.end();
}

const answer = provider.callback();
server.on("request", async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, issuer);
  if (pathname === "/bends") await bend(request, response);
  else if (pathname === "/sign") {
    const { header, claims, by } = await json(request);
    response.end(await new SignJWT(claims).setProtectedHeader(header).sign(keys[by].privateKey));
  } else if (pathname === "/said") response.end(JSON.stringify(said));
  else if (pathname.startsWith("/interaction/")) {
    await interact(request, response, searchParams.get("login"));
  } else await answer(request, response);
});
console.log(`serves ${issuer}`);
