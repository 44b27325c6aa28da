// A real provider of identities (OpenID Connect) for tests: one client, some people with groups, and a page to sign in. Everything is in
// memory, in this process, and gone with it.

import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const CLIENT = { client_id: "hailong", client_secret: "a secret for tests only, long enough for any check of length" };

const FORM = `<form method="post"><label>Name <input name="login"></label>
<label>Password <input name="password" type="password"></label>
<button name="do" value="sign-in">Sign in</button> <button name="do" value="cancel">Cancel</button></form>`;

// The library's own pages would fetch type from elsewhere.
const page = (content) => `<!doctype html><html lang="vi"><title>Provider for tests</title><link rel="icon" href="data:,">${content}</html>`;
const askLeaving = (context, form) => {
  context.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`);
};
const left = (context) => {
  context.body = page("<p>Signed out</p>");
};

/**
 * Starts it on a port, for a site that people come back to. What it knows of `people` may be changed at any time; `tamper`, when set, changes
 * an ID token on its way to the site, and with `hangsUp` the site gets no answer any more.
 */
export async function provider({ port, origin, people }) {
  const issuer = `http://127.0.0.1:${port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const oidc = new Provider(issuer, {
    clients: [
      {
        ...CLIENT,
        redirect_uris: [`${origin}/sign-in/provider/return`],
        post_logout_redirect_uris: [`${origin}/sign-in`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    cookies: { keys: ["a key for tests only"] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "test", use: "sig", alg: "RS256" }] },
    // As most providers have it, groups and names stand where one asks with the access token, not in the ID token.
    scopes: ["openid", "profile", "groups"],
    claims: { openid: ["sub"], profile: ["name", "preferred_username"], groups: ["groups"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { logoutSource: askLeaving, postLogoutSuccessSource: left } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    async findAccount(_context, id) {
      const { name, groups } = people[id];
      return { accountId: id, claims: async () => ({ sub: id, name, preferred_username: `${id}@tinh-mau.example`, groups }) };
    },
    // Whoever signs in has agreed: the client is the authority's own.
    async loadExistingGrant({ oidc: { client, session, provider } }) {
      const known = session.grantIdFor(client.clientId);
      if (known) return provider.Grant.find(known);
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile groups");
      await grant.save();
      return grant;
    },
  });
  const running = { issuer, ...CLIENT, tamper: null, hangsUp: false };
  oidc.use(async (context, next) => {
    if (running.hangsUp && context.path === "/token") {
      context.respond = false;
      context.req.socket.destroy();
      return;
    }
    if (!context.path.startsWith("/interaction/")) {
      await next();
      if (context.body?.id_token && running.tamper) context.body.id_token = running.tamper(context.body.id_token);
      return;
    }
    context.type = "html";
    context.body = page(FORM);
    if (context.method !== "POST") return;
    const typed = new URLSearchParams(Buffer.concat(await context.req.toArray()).toString());
    if (typed.get("do") !== "cancel" && people[typed.get("login")]?.password !== typed.get("password")) return;
    // The library answers by itself.
    context.respond = false;
    const result = typed.get("do") === "cancel" ? { error: "access_denied" } : { login: { accountId: typed.get("login") } };
    await oidc.interactionFinished(context.req, context.res, result);
  });
  const server = createServer(oidc.callback()).listen(port, "127.0.0.1");
  await once(server, "listening");
  running.close = async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return running;
}
