// The server stops, or says nothing, while a phone sends: the answer is kept, and stored exactly once when it is back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button } from "./manager.mjs";
import { KEPT, NOTHING, answer, heading, keeps, leaves, phone, pointOf, respondents, send, thanked } from "./phone.mjs";
import { proxy } from "./proxy.mjs";
import { site } from "./support.mjs";

let s;
let network;
let path;
before(async () => {
  s = await site();
  network = await proxy(s.origin);
  ({ path } = pointOf(s));
});
after(async () => {
  await network?.close();
  await s?.close();
});

test("nothing comes back at all: after a while it counts as kept, and a press sends it", async (t) => {
  const page = await phone(s, network, t);
  const earlier = await respondents(s);
  await answer(page, path);
  network.rule = ({ method }) => (method === "POST" ? "never" : undefined);
  await send(page).click();
  await heading(page, KEPT).waitFor({ timeout: 25_000 });
  network.rule = () => undefined;
  await button(page, "Gửi ngay").click();
  await thanked(page);
  assert.equal(await respondents(s), earlier + 1);
  await leaves(page, NOTHING);
});

for (const when of ["before", "while", "after"]) {
  test(`the server stops ${when} it gets the form: stored once when it is back`, async (t) => {
    const page = await phone(s, network, t);
    const earlier = await respondents(s);
    await answer(page, path);
    if (when === "before") await s.stop();
    network.rule = ({ method }) => {
      if (method !== "POST") return undefined;
      if (when === "while") s.server.kill("SIGKILL");
      return when === "after" ? "after" : undefined;
    };
    await keeps(page);
    if (when !== "before") await s.stop();
    network.rule = () => undefined;
    await s.start();
    await thanked(page);
    assert.equal(await respondents(s), earlier + 1);
    await leaves(page, NOTHING);
  });
}
